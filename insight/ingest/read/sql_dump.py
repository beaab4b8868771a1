"""Dumps of databases: the rows of INSERT statements, a table each. Nothing is executed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from insight.ingest.read import refusals
from insight.ingest.read.encoding import find_encoding
from insight.ingest.read.table import Grid, ReadLimits, text_table

_NAME = r"(?:[\w$]+|`[^`]+`|\"[^\"]+\"|\[[^\]]+\])"
_INSERT = re.compile(
    rf"INSERT\s+(?:IGNORE\s+|OR\s+\w+\s+)?INTO\s+({_NAME}(?:\.{_NAME})*)\s*(\([^()]*\))?\s*VALUES\s*", re.IGNORECASE
)
_CREATE = re.compile(rf"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?({_NAME}(?:\.{_NAME})*)\s*\(", re.IGNORECASE)
_COLUMN = re.compile(rf"\s*({_NAME})\s+\w+")
_NO_COLUMN = re.compile(r"\s*(PRIMARY|KEY|UNIQUE|CONSTRAINT|FOREIGN|INDEX|FULLTEXT|CHECK)\b", re.IGNORECASE)
_TOKEN = re.compile(r"\s*(?:(?:N|E|_\w+\s?)?'((?:[^'\\]|''|\\.)*)'|([^,()'\s][^,()']*(?:\([^()]*\))?))\s*", re.DOTALL)
_BETWEEN = re.compile(r"\s*\)?\s*,?\s*")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": ""}
_ESCAPED = re.compile(r"\\(.)|''", re.DOTALL)
_COPY = re.compile(
    rf"^COPY\s+({_NAME}(?:\.{_NAME})*)\s*\(([^()]*)\)\s+FROM\s+stdin;\r?\n", re.IGNORECASE | re.MULTILINE
)
_STARTS = re.compile(rb"\s*(?:--|/\*|#|INSERT|CREATE|DROP|SET|USE|BEGIN|START|LOCK|PRAGMA)", re.IGNORECASE)
_HOLDS = re.compile(rb"^\s*(?:INSERT\s+(?:\w+\s+){0,2}INTO\s+[\w`\"\[]|COPY\s[^;]{1,5000}FROM\s+stdin;)", re.I | re.M)

_Row = list[str | None]


def is_sql(head: bytes) -> bool:
    """Whether a file begins as a dump does, and rows are put into a table."""
    return _STARTS.match(head) is not None and _HOLDS.search(head) is not None


def read_sql(path: Path, name: str, limits: ReadLimits) -> Iterator[Grid]:
    """One grid a table that rows are put into, its first row the names of its columns.

    Raises UploadError where no statement holds a row.
    """
    encoding = find_encoding(path).codec
    text = path.read_text(encoding=encoding, errors="replace")
    names = {_plain(found[1]): _columns_of(text, found.end()) for found in _CREATE.finditer(text)}
    tables: dict[str, list[_Row]] = {}
    for table, said, rows in _statements(text):
        names.setdefault(table, said)
        tables.setdefault(table, []).extend(_in_order(rows, said, names[table]))
    if not any(tables.values()):
        raise refusals.no_table(name)
    for table, filled in tables.items():
        if filled:
            yield _grid(
                filled, names[table], Grid(file=name, sheet=table, cells=pa.table({}), encoding=encoding), limits
            )


def _statements(text: str) -> Iterator[tuple[str, list[str], Iterator[_Row]]]:
    """Table, the columns that the statement names, rows."""
    for found in _INSERT.finditer(text):
        said = [_plain(each) for each in found[2].strip("()").split(",")] if found[2] else []
        yield _plain(found[1]), said, _rows(text, found.end())
    for found in _COPY.finditer(text):
        yield _plain(found[1]), [_plain(each) for each in found[2].split(",")], _copied(text, found.end())


def _in_order(rows: Iterator[_Row], said: Sequence[str], names: list[str]) -> Iterator[_Row]:
    """The rows in the order of the table's columns; `names` grows by columns that were not known."""
    names += [each for each in said if each not in names]
    places = [names.index(each) for each in said]
    for row in rows:
        if places and len(row) == len(places):
            ordered: _Row = [None] * len(names)
            for place, cell in zip(places, row, strict=True):
                ordered[place] = cell
            yield ordered
        else:
            yield row


def _grid(rows: Sequence[_Row], names: Sequence[str], grid: Grid, limits: ReadLimits) -> Grid:
    width = max(map(len, rows))
    if width > limits.max_columns:
        raise refusals.too_many_columns(grid.file, width, limits.max_columns)
    header = [*names, *[""] * width][:width]
    filled = [header, *([*row, *[None] * (width - len(row))] for row in rows)]
    columns = [pa.array(column, pa.string()) for column in zip(*filled, strict=True)]
    return replace(grid, cells=text_table(columns, pa.array(range(1, len(filled) + 1), pa.int64())))


def _columns_of(text: str, start: int) -> list[str]:
    """The names in a CREATE statement, a line each."""
    body = text[start : text.find(";", start)]
    lines = re.split(r",\s*\n|,(?![^()]*\))", body)
    return [_plain(found[1]) for line in lines if not _NO_COLUMN.match(line) and (found := _COLUMN.match(line))]


def _rows(text: str, at: int) -> Iterator[_Row]:
    """The rows of one statement, from behind VALUES to the first sign that continues none."""
    while text[at : at + 1] == "(":
        row: _Row = []
        at += 1
        while found := _TOKEN.match(text, at):
            row.append(_value(found))
            at = found.end()
            if text[at : at + 1] != ",":
                break
            at += 1
        yield row
        ended = _BETWEEN.match(text, at)
        at = ended.end() if ended else len(text)


def _copied(text: str, at: int) -> Iterator[_Row]:
    """The lines behind COPY, tabs between their cells, as far as the line that ends them."""
    body = text[at : text.find("\n\\.", at)]
    for line in body.splitlines():
        yield [None if cell == "\\N" else _unescaped(cell) for cell in line.split("\t")]


def _value(found: re.Match[str]) -> str | None:
    if found[1] is None:
        bare = found[2].strip()
        return None if bare.upper() == "NULL" else bare
    return _unescaped(found[1])


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda each: _ESCAPES.get(each[1], each[1]) if each[1] else "'", text)


def _plain(name: str) -> str:
    """A name without its quotes and its schema."""
    return re.split(r"\.(?=[\w`\"\[])", name.strip())[-1].strip('`"[] ')
