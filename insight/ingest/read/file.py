"""One file, whatever it is, read into tables of text."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from insight.errors import UploadError
from insight.ingest.read import refusals
from insight.ingest.read.apart import read_apart
from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.containers.archive import (
    checked_members,
    expanded_pieces,
    gunzipped_pieces,
    is_export,
    member_name,
)
from insight.ingest.read.containers.content import is_text, kind_of, refuse_large
from insight.ingest.read.containers.mail import attachments
from insight.ingest.read.layout.side_by_side import tables_beside
from insight.ingest.read.layout.structure import grid_below, structured
from insight.ingest.read.records.html_table import read_html, read_web_archive
from insight.ingest.read.records.json_records import read_json
from insight.ingest.read.records.parquet import read_parquet
from insight.ingest.read.records.sql_dump import read_sql
from insight.ingest.read.records.xml_records import read_xml
from insight.ingest.read.table import Grid, ReadLimits, TextTable, Unreadable
from insight.ingest.read.text.delimited import read_delimited
from insight.ingest.read.workbooks.spreadsheet_xml import read_spreadsheet_xml
from insight.ingest.read.workbooks.workbook import read_workbook

_DEFAULT = ReadLimits()
_BY_ITSELF = ReadChoices()
_MOST_TABLES = 50
_SMALL_TEXT = 4 << 20
_RECORDS = {"json": read_json, "xml": read_xml, "sql": read_sql, "parquet": read_parquet}


def read_file(
    path: Path,
    *,
    name: str | None = None,
    limits: ReadLimits = _DEFAULT,
    choices: ReadChoices = _BY_ITSELF,
    encoding: str | None = None,
) -> list[TextTable | Unreadable]:
    """One result a sheet; a file that cannot be opened at all gives one Unreadable. Never raises for bad input.

    `name` is what the person called the file; `choices` are a person's decisions, `encoding` is short for the one of
    them. The members of an archive are called "archive.zip/member.csv"; archives within archives are not opened.

    Read in a process of its own, except for a small file of plain text: no library that a file could lead astray reads
    that, it can become no more than its few megabytes, and a process costs a quarter of a second.
    """
    shown = name or path.name
    chosen = replace(choices, encoding=encoding) if encoding else choices
    try:
        refuse_large(path, shown, limits.max_file_bytes)
        is_small_text = path.stat().st_size <= _SMALL_TEXT and is_text(path)
    except UploadError as error:
        return [Unreadable(shown, None, error)]
    if is_small_text:
        return list(read_here(path, name=shown, limits=limits, choices=chosen))
    return read_apart(path, shown, limits, chosen)


def read_rows(path: Path, *, name: str, limits: ReadLimits = _DEFAULT) -> list[TextTable | Unreadable]:
    """As `read_file`, always in a process of its own, with every row of a sheet among the cells and no header."""
    return read_apart(path, name, limits, _BY_ITSELF, as_it_stands=True)


def read_here(
    path: Path, *, name: str, limits: ReadLimits, choices: ReadChoices, as_it_stands: bool = False
) -> Iterator[TextTable | Unreadable]:
    """As `read_file`, in this process, one result after the other; `as_it_stands` as in `read_rows`."""
    written_on = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date() if path.exists() else None
    for grid in _all_grids(path, name, limits, choices):
        if isinstance(grid, Unreadable):
            yield grid
        else:
            parts = tables_beside(grid, False if as_it_stands else choices.side_by_side)
            for part in parts:
                yield from [_as_it_stands(part)] if as_it_stands else _tables(part, limits, choices, written_on)


def _all_grids(path: Path, name: str, limits: ReadLimits, choices: ReadChoices) -> Iterator[Grid | Unreadable]:
    try:
        refuse_large(path, name, limits.max_file_bytes)
        kind = kind_of(path, name)
        if kind == "zip":
            yield from _members(path, name, limits, choices)
        elif kind == "gzip":
            yield from _gunzipped(path, name, limits, choices)
        elif kind == "mail":
            yield from _attached(path, name, limits, choices)
        else:
            yield from _sheets(path, name, limits, choices)
    except UploadError as error:
        yield Unreadable(name, None, error)


def _members(path: Path, name: str, limits: ReadLimits, choices: ReadChoices) -> Iterator[Grid | Unreadable]:
    """What the files of an archive hold, each unpacked for as long as it is read."""
    members = [member for member in checked_members(path, name, limits) if is_export(member)]
    if not members:
        raise refusals.no_table(name)
    with tempfile.TemporaryDirectory(prefix="insight-") as folder:
        for member in members:
            unpacked, shown = Path(folder) / "member", f"{name}/{member_name(member)}"
            try:
                with unpacked.open("wb") as file:
                    file.writelines(expanded_pieces(path, member, shown))
            except UploadError as error:
                yield Unreadable(shown, None, error)
            else:
                yield from _sheets(unpacked, shown, limits, choices)


def _gunzipped(path: Path, name: str, limits: ReadLimits, choices: ReadChoices) -> Iterator[Grid | Unreadable]:
    """What one compressed file holds; it is called what it was called before it was compressed."""
    with tempfile.TemporaryDirectory(prefix="insight-") as folder:
        unpacked = Path(folder) / "member"
        with unpacked.open("wb") as file:
            file.writelines(gunzipped_pieces(path, name, limits))
        yield from _sheets(unpacked, name.removesuffix(".gz"), limits, choices)


def _attached(path: Path, name: str, limits: ReadLimits, choices: ReadChoices) -> Iterator[Grid | Unreadable]:
    """What the files on a mail hold, called as members of an archive are."""
    found = False
    with tempfile.TemporaryDirectory(prefix="insight-") as folder:
        for attached, content in attachments(path):
            found, unpacked = True, Path(folder) / "attachment"
            unpacked.write_bytes(content)
            yield from _sheets(unpacked, f"{name}/{attached}", limits, choices)
    if not found:
        raise refusals.no_table(name)


def _sheets(path: Path, name: str, limits: ReadLimits, choices: ReadChoices) -> Iterator[Grid | Unreadable]:
    try:
        yield from _grids(path, name, limits, choices)
    except UploadError as error:
        yield Unreadable(name, None, error)


def _grids(path: Path, name: str, limits: ReadLimits, choices: ReadChoices) -> Iterator[Grid | Unreadable]:
    kind = kind_of(path, name)
    if kind in ("zip", "gzip", "mail"):
        raise refusals.nested_archive(name)
    if kind == "workbook":
        yield from read_workbook(path, name, limits)
    elif kind == "html":
        yield from read_html(path, name, limits, choices.encoding)
    elif kind == "web archive":
        yield from read_web_archive(path, name, limits, choices.encoding)
    elif kind == "spreadsheet xml":
        yield from read_spreadsheet_xml(path, name, limits)
    elif kind in _RECORDS:
        yield from _RECORDS[kind](path, name, limits)
    else:
        yield read_delimited(path, name, limits, choices)


def _tables(
    grid: Grid, limits: ReadLimits, choices: ReadChoices, written_on: dt.date | None
) -> Iterator[TextTable | Unreadable]:
    """The tables of a grid, one below the other."""
    below: Grid | None = grid
    for _each in range(_MOST_TABLES):
        if below is None:
            return
        table = _table(below, limits, choices, written_on)
        yield table
        below = None if isinstance(table, Unreadable) else grid_below(below, table, choices)
    if below is not None:
        fault = refusals.too_many_sheets(below.sheet or below.file, _MOST_TABLES + 1, _MOST_TABLES)
        yield Unreadable(below.file, below.sheet, fault)


def _table(grid: Grid, limits: ReadLimits, choices: ReadChoices, written_on: dt.date | None) -> TextTable | Unreadable:
    try:
        return structured(grid, limits, choices, written_on=written_on)
    except UploadError as error:
        return Unreadable(grid.file, grid.sheet, error)


def _as_it_stands(grid: Grid) -> TextTable:
    return TextTable(
        file=grid.file,
        sheet=grid.sheet,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        header=(),
        cells=grid.cells,
        notes=grid.notes,
        header_rows=(),
        replaced_characters=grid.replaced_characters,
        assumptions=grid.assumptions,
    )
