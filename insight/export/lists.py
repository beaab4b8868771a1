"""A segment as a file: the people and the passport, checked against the segment's own count."""

import datetime as dt
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

import pyarrow as pa

from insight.errors import ParameterError
from insight.export.cell_text import fit_for_cells
from insight.export.delimited import write_delimited
from insight.export.passport import Passport, sources
from insight.export.people import MoreColumns, headers, people
from insight.export.workbook import Sheet, write_workbook
from insight.i18n import Language, Text, _
from insight.segments import Segment
from insight.warehouse import Warehouse

Suffix = Literal[".xlsx", ".csv"]

_SUFFIXES: tuple[Suffix, ...] = (".xlsx", ".csv")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"/\\|?*.\s]+')
_NAME_BYTES = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """A list that was written: how many people (`rows`), the file's SHA-256, how many texts were cut to fit a cell."""

    path: Path
    rows: int
    sha256: str
    cut_cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    table: pa.Table
    labels: Mapping[str, Text]
    passport: Passport


def write_list(
    warehouse: Warehouse,
    segment: Segment,
    path: Path | str,
    *,
    language: Language,
    currency: str,
    exported_at: dt.datetime,
    unmasked: bool = False,
    more: MoreColumns | None = None,
) -> ListFile:
    """Write the people of the segment to an .xlsx (people, passport) or a .csv (people only).

    The file appears whole or not at all. Raises ParameterError for another suffix or a path that cannot be written.
    """
    path = Path(path)
    suffix = _suffix_of(path)
    content = _content(warehouse, segment, currency, exported_at, unmasked=unmasked, more=more)
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("w+b") as target:
            _write(target, suffix, content, language)
            target.seek(0)
            digest = hashlib.file_digest(target, "sha256").hexdigest()
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise _not_writable(path, error) from error
    return ListFile(path=path, rows=content.table.num_rows, sha256=digest, cut_cells=content.passport.cut_cells)


def list_bytes(
    warehouse: Warehouse,
    segment: Segment,
    *,
    language: Language,
    currency: str,
    exported_at: dt.datetime,
    unmasked: bool = False,
    more: MoreColumns | None = None,
    suffix: Suffix = ".xlsx",
) -> bytes:
    """What `write_list` writes, for a download."""
    target = io.BytesIO()
    content = _content(warehouse, segment, currency, exported_at, unmasked=unmasked, more=more)
    _write(target, suffix, content, language)
    return target.getvalue()


def file_name(segment: Segment, rows: int, language: Language, suffix: Suffix = ".xlsx") -> str:
    """`人群_日期_人数.xlsx`: the sentence, the as-of day and the number of people; a name that every system takes."""
    sentence = _UNSAFE.sub("-", segment.sentence.render(language))
    short = sentence.encode()[:_NAME_BYTES].decode(errors="ignore").strip("-") or segment.analysis
    people_text = _("{n}-people", n=rows).render(language)
    return f"{short}_{segment.as_of.isoformat()}_{people_text}{suffix}"


def _content(
    warehouse: Warehouse,
    segment: Segment,
    currency: str,
    exported_at: dt.datetime,
    *,
    unmasked: bool,
    more: MoreColumns | None,
) -> _Content:
    """People, number and sources of one state of the data: asked again when an import comes in between."""
    while True:
        fingerprint, generation = warehouse.fingerprint, warehouse.generation
        table = people(warehouse, segment, currency=currency, unmasked=unmasked, more=more)
        counted = segment.count(warehouse)
        files = sources(warehouse)
        if warehouse.fingerprint == fingerprint:
            break
    if table.num_rows != counted:
        raise AssertionError(f"the list has {table.num_rows} rows, the segment {counted} people")
    table, cut_cells = fit_for_cells(table)
    passport = Passport(
        segment=segment,
        workspace=warehouse.workspace,
        generation=generation,
        sources=files,
        currency=currency,
        people=counted,
        is_masked=not unmasked,
        cut_cells=cut_cells,
        exported_at=exported_at,
    )
    labels = headers(currency) | dict(more.labels if more else {})
    return _Content(table=table, labels=labels, passport=passport)


def _write(target: IO[bytes], suffix: Suffix, content: _Content, language: Language) -> None:
    names = content.table.column_names
    table = content.table.rename_columns(
        [content.labels[name].render(language) if name in content.labels else name for name in names]
    )
    if suffix == ".csv":
        write_delimited(target, table)
        return
    listed = Sheet(title=_("People").render(language), table=table)
    passport = Sheet(title=_("Passport").render(language), table=content.passport.table(language))
    write_workbook(target, [listed, passport], created=content.passport.exported_at)


def _suffix_of(path: Path) -> Suffix:
    for suffix in _SUFFIXES:
        if path.suffix.lower() == suffix:
            return suffix
    raise ParameterError("path", path.name, _("a file name that ends in .xlsx or .csv"))


def _not_writable(path: Path, error: OSError) -> ParameterError:
    reason = error.strerror or str(error)
    return ParameterError(
        "path", f"{path}: {reason}", _("a file in a folder that can be written to, not open elsewhere")
    )
