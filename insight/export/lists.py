"""A segment as a file: people, passport, who was left out and who held back; written to the export log as it leaves."""

import datetime as dt
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from insight.errors import ParameterError
from insight.export.choices import ListChoices
from insight.export.content import Content, content
from insight.export.delimited import write_delimited
from insight.export.leaving import leaving
from insight.export.logged import log_export
from insight.export.plan import Sums
from insight.export.workbook import Sheet, write_workbook
from insight.govern import Asker, admit
from insight.i18n import Language, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import DuckWarehouse

Suffix = Literal[".xlsx", ".csv"]

_SUFFIXES: tuple[Suffix, ...] = (".xlsx", ".csv")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"/\\|?*.\s]+')
_NAME_BYTES = 150
_EVERYBODY = ListChoices()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """A list that was written: how many people are on it (`rows`), the file's SHA-256, its number in the export log,
    how it adds up, how many texts were cut to fit a cell."""

    path: Path
    rows: int
    sha256: str
    export_id: str
    sums: Sums
    cut_cells: int


def write_list(
    warehouse: DuckWarehouse,
    segment: Segment,
    path: Path | str,
    *,
    language: Language,
    currency: str,
    exported_at: dt.datetime,
    choices: ListChoices = _EVERYBODY,
    more: MoreColumns | None = None,
    asker: Asker | None = None,
) -> ListFile:
    """Write the people of the segment to an .xlsx (people, passport, left out, control group) or a .csv (people only).

    The file appears whole or not at all, and not before it stands in the export log. Raises RoleError for a manager,
    ParameterError for another suffix, a path that cannot be written, and columns that the list cannot have.
    """
    path = Path(path)
    suffix = _suffix_of(path)
    asker = asker or Asker()
    admit("list", asker)
    made = content(warehouse, segment, choices, currency=currency, exported_at=exported_at, more=more)
    with leaving(warehouse, path) as target:
        _write(target, suffix, made, language)
        target.seek(0)
        digest = hashlib.file_digest(target, "sha256").hexdigest()
        log_export(warehouse, made, file_name=path.name, file_sha256=digest, by=asker.by)
    return ListFile(
        path=path,
        rows=made.passport.sums.listed,
        sha256=digest,
        export_id=made.passport.export_id,
        sums=made.passport.sums,
        cut_cells=made.passport.cut_cells,
    )


def list_bytes(
    warehouse: DuckWarehouse,
    segment: Segment,
    *,
    language: Language,
    currency: str,
    exported_at: dt.datetime,
    choices: ListChoices = _EVERYBODY,
    more: MoreColumns | None = None,
    suffix: Suffix = ".xlsx",
    asker: Asker | None = None,
    beside: Sequence[Sheet] = (),
) -> bytes:
    """What `write_list` writes, for a download; it stands in the export log by the name of `file_name`.

    `beside`: further sheets of an .xlsx. Raises RoleError for a manager.
    """
    asker = asker or Asker()
    admit("list", asker)
    target = io.BytesIO()
    made = content(warehouse, segment, choices, currency=currency, exported_at=exported_at, more=more)
    _write(target, suffix, made, language, beside)
    written = target.getvalue()
    name = file_name(segment, made.passport.sums.listed, language, suffix)
    log_export(warehouse, made, file_name=name, file_sha256=hashlib.sha256(written).hexdigest(), by=asker.by)
    return written


def file_name(segment: Segment, rows: int, language: Language, suffix: Suffix = ".xlsx") -> str:
    """`人群_日期_人数.xlsx`: the name it is saved under, else its sentence; the as-of day; the number of people. A name
    that every system takes."""
    saved = segment.parameters.get("segment")
    called = saved if isinstance(saved, str) else segment.sentence.render(language)
    short = _UNSAFE.sub("-", called).encode()[:_NAME_BYTES].decode(errors="ignore").strip("-") or segment.analysis
    people_text = _("{n}-people", n=rows).render(language)
    return f"{short}_{segment.as_of.isoformat()}_{people_text}{suffix}"


def _write(target: IO[bytes], suffix: Suffix, made: Content, language: Language, beside: Sequence[Sheet] = ()) -> None:
    if suffix == ".csv":
        write_delimited(target, made.people(language))
    else:
        write_workbook(target, [*made.sheets(language), *beside], created=made.passport.exported_at)


def _suffix_of(path: Path) -> Suffix:
    for suffix in _SUFFIXES:
        if path.suffix.lower() == suffix:
            return suffix
    raise ParameterError("path", path.name or "–", _("a file name that ends in .xlsx or .csv"))
