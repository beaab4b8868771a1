"""Rows of a survey that its makers filled in to try it out: no answers of anybody."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.clean.decided import Decided
from insight.ingest.recognise.names.naming import plain_name

_WHAT = "preview"
_TOLD_BY = re.compile(
    r"(response|interview|survey|entry)?(statu|type)|(distribution)?channel|collector|mode|.*(来源|渠道|状态)"
)
"""Plain names: without blanks and the English plural."""

_WORDS = (
    r"(?i)^\s*(survey |anonymous )?(preview|test)( mode| data| response| link)?\s*$|^spam$"
    r"|^(预览|测试)(答卷|数据|提交|链接)?$"
)
_NUMBERS = r"^\s*(1|8|9|12)\s*$"
"""What Qualtrics writes for previews and spam where it exports numbers in place of words."""


def without_previews(decided: Decided) -> tuple[Decided, list[Assumption]]:
    """The table without rows whose state or way says that they are a preview, a test or spam; and that they were."""
    if "survey_responses" not in decided.mapping.tables or decided.about(_WHAT) == "count":
        return decided, []
    found = [(at, mask) for at in _telling(decided) if pc.any(mask := _previews(decided, at)).as_py()]
    if not found:
        return decided, []
    at, mask = found[0]
    for _other, also in found[1:]:
        mask = pc.or_(mask, also)
    cells = decided.table.cells.filter(pc.invert(mask))
    said = Assumption(
        _WHAT,
        "leave out",
        _("the survey tool calls these rows a preview, a test or spam: nobody answered"),
        column=decided.table.header[at],
        rows=int(pc.sum(mask).as_py()),
        alternatives=("count",),
    )
    return replace(decided, table=replace(decided.table, cells=cells)), [] if decided.about(_WHAT) else [said]


def _telling(decided: Decided) -> Iterator[int]:
    """The columns that say how a response came or what became of it, and ask nothing."""
    asked = {melted.position for melt in decided.mapping.melts.values() for melted in melt.columns}
    for at, name in enumerate(decided.table.header):
        if at not in asked and _TOLD_BY.fullmatch(plain_name(name)):
            yield at


def _previews(decided: Decided, position: int) -> pa.ChunkedArray:
    cells = decided.table.cells.column(str(position))
    is_numbered = decided.mapping.template == "qualtrics" and plain_name(decided.table.header[position]) == "statu"
    words = f"{_WORDS}|{_NUMBERS}" if is_numbered else _WORDS
    return pc.fill_null(pc.match_substring_regex(cells, words), False)
