"""One file, whatever it is, read into tables of text."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from insight.errors import UploadError
from insight.ingest.read import refusals
from insight.ingest.read.archive import (
    checked_members,
    expanded_pieces,
    gunzipped_pieces,
    is_export,
    member_name,
)
from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.content import kind_of, refuse_large
from insight.ingest.read.delimited import read_delimited
from insight.ingest.read.html_table import read_html
from insight.ingest.read.structure import structured
from insight.ingest.read.table import Grid, ReadLimits, TextTable, Unreadable
from insight.ingest.read.workbook import read_workbook

_DEFAULT = ReadLimits()
_BY_ITSELF = ReadChoices()


def read_file(
    path: Path,
    *,
    name: str | None = None,
    limits: ReadLimits = _DEFAULT,
    choices: ReadChoices = _BY_ITSELF,
    encoding: str | None = None,
) -> list[TextTable | Unreadable]:
    """One result a sheet; a file that cannot be opened at all gives one Unreadable. Never raises for bad input.

    `name` is what the person called the file, `choices` are a person's decisions, `encoding` is short for the one of them. The members of an archive are
    called "archive.zip/member.csv"; archives within archives are not opened.
    """
    shown = name or path.name
    encoding = encoding or choices.encoding
    try:
        refuse_large(path, shown, limits.max_file_bytes)
        kind = kind_of(path, shown)
        if kind == "zip":
            return _members(path, shown, limits, encoding)
        if kind == "gzip":
            return _gunzipped(path, shown, limits, encoding)
    except UploadError as error:
        return [Unreadable(shown, None, error)]
    return _tables(path, shown, limits, encoding)


def _members(path: Path, name: str, limits: ReadLimits, encoding: str | None) -> list[TextTable | Unreadable]:
    """What the files of an archive hold, each unpacked for as long as it is read."""
    members = [member for member in checked_members(path, name, limits) if is_export(member)]
    if not members:
        raise refusals.no_table(name)
    found: list[TextTable | Unreadable] = []
    with tempfile.TemporaryDirectory(prefix="insight-") as folder:
        for member in members:
            unpacked, shown = Path(folder) / "member", f"{name}/{member_name(member)}"
            try:
                with unpacked.open("wb") as file:
                    file.writelines(expanded_pieces(path, member, shown))
            except UploadError as error:
                found.append(Unreadable(shown, None, error))
            else:
                found += _tables(unpacked, shown, limits, encoding)
    return found


def _gunzipped(path: Path, name: str, limits: ReadLimits, encoding: str | None) -> list[TextTable | Unreadable]:
    """What one compressed file holds; it is called what it was called before it was compressed."""
    with tempfile.TemporaryDirectory(prefix="insight-") as folder:
        unpacked = Path(folder) / "member"
        with unpacked.open("wb") as file:
            file.writelines(gunzipped_pieces(path, name, limits))
        return _tables(unpacked, name.removesuffix(".gz"), limits, encoding)


def _tables(path: Path, name: str, limits: ReadLimits, encoding: str | None) -> list[TextTable | Unreadable]:
    found: list[TextTable | Unreadable] = []
    try:
        found.extend(_table(grid) for grid in _grids(path, name, limits, encoding))
    except UploadError as error:
        found = [Unreadable(name, None, error)]
    return found


def _grids(path: Path, name: str, limits: ReadLimits, encoding: str | None) -> Iterator[Grid | Unreadable]:
    kind = kind_of(path, name)
    if kind in ("zip", "gzip"):
        raise refusals.nested_archive(name)
    if kind == "workbook":
        yield from read_workbook(path, name, limits)
    elif kind == "html":
        yield from read_html(path, name, limits, encoding)
    else:
        yield read_delimited(path, name, limits, encoding)


def _table(grid: Grid | Unreadable) -> TextTable | Unreadable:
    if isinstance(grid, Unreadable):
        return grid
    try:
        return structured(grid)
    except UploadError as error:
        return Unreadable(grid.file, grid.sheet, error)
