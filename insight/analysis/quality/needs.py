"""What each page needs, and what of it is there."""

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from insight.analysis.declaration import Needs
from insight.analysis.registry import ANALYSES
from insight.i18n import Text, _
from insight.schema import TABLES

State = Literal["ok", "weak", "missing"]

ENOUGH = 0.5
"""A column filled in fewer rows than this share is weak."""


_OF_RULES = {"customer_id": _("the person"), "reach": _("a way to reach the person")}
"""What rows may have besides columns, found by a rule."""


def needs(present: set[str], filled: dict[tuple[str, str], float]) -> pd.DataFrame:
    """One row a page of an analysis: page, title, state (ok, weak, missing), lacks (tuple of Text), tables (names that
    would fill it).

    `filled`: (table, column) -> share of rows that have it.
    """
    shown = [analysis for analysis in ANALYSES.values() if analysis.icon and analysis.name != "quality"]
    return pd.DataFrame(
        [(one.name, one.title, *_state_of(one.needs, present, filled)) for one in shown],
        columns=["page", "title", "state", "lacks", "tables"],
    )


def _state_of(
    need: Needs, present: set[str], filled: dict[tuple[str, str], float]
) -> tuple[State, tuple[Text, ...], tuple[str, ...]]:
    absent = [choice for choice in need.tables if not present & set(choice.split("|"))]
    if absent:
        lacks = tuple(_("no rows in {tables}", tables=_named(choice)) for choice in absent)
        return "missing", lacks, tuple(name for choice in absent for name in choice.split("|"))
    weak = list(_weak(need, present, filled))
    tables = tuple(dict.fromkeys(table for table, _text in weak))
    return "weak" if weak else "ok", tuple(text for _table, text in weak), tables


def _weak(need: Needs, present: set[str], filled: dict[tuple[str, str], float]) -> Iterator[tuple[str, Text]]:
    for table in dict.fromkeys(table for table, _column in need.better if table not in present):
        yield table, _("no rows in {tables}", tables=TABLES[table].label)
    for table, column in need.better:
        share = filled.get((table, column), 0.0)
        if table in present and share < ENOUGH:
            what = _OF_RULES[column] if column in _OF_RULES else TABLES[table][column].label
            yield (
                table,
                _("{table}: {column} in {share:percent} of rows", table=TABLES[table].label, column=what, share=share),
            )


def _named(choice: str) -> Text:
    one, *others = (TABLES[name].label for name in choice.split("|"))
    return _("{one} or {other}", one=one, other=others[0]) if others else one
