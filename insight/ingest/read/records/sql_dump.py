"""Dumps of databases: the rows that are put into tables, a table each. Nothing is executed; what would change rows
afterwards is said."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read import refusals
from insight.ingest.read.encodings.encoding import find_encoding
from insight.ingest.read.table import Grid, ReadLimits, text_table

_NAME = r"(?:[\w$]+|`[^`]+`|\"[^\"]+\"|\[[^\]]+\])"
_INSERT = re.compile(
    rf"(?:INSERT|REPLACE)\s+(?:IGNORE\s+|OR\s+\w+\s+)?INTO\s+({_NAME}(?:\.{_NAME})*)\s*(\([^()]*\))?\s*VALUES\s*",
    re.IGNORECASE,
)
_CREATE = re.compile(rf"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?({_NAME}(?:\.{_NAME})*)\s*\(", re.IGNORECASE)
_COLUMN = re.compile(rf"\s*({_NAME})\s+\w+")
_FLAG = re.compile(rf"\s*({_NAME})\s+bool(?:ean)?\b", re.IGNORECASE)
_CHANGE = re.compile(
    rf"^\s*(UPDATE|DELETE\s+FROM)\s+({_NAME}(?:\.{_NAME})*)\s+(?:AS\s+\w+\s+)?(?:SET|WHERE)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NO_COLUMN = re.compile(r"\s*(PRIMARY|KEY|UNIQUE|CONSTRAINT|FOREIGN|INDEX|FULLTEXT|CHECK)\b", re.IGNORECASE)
_TOKEN = re.compile(r"\s*(?:(?:N|E|_\w+\s?)?'((?:[^'\\]|''|\\.)*)'|([^,()'\s][^,()']*(?:\([^()]*\))?))\s*", re.DOTALL)
_BETWEEN = re.compile(r"\s*\)?\s*,?\s*")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": ""}
_PARENTHESIS = re.compile(r"[()]")
_FLAGS = {"t": "true", "f": "false"}
_ESCAPED = re.compile(r"\\(.)|''", re.DOTALL)
_COPY = re.compile(
    rf"^COPY\s+({_NAME}(?:\.{_NAME})*)\s*\(([^()]*)\)\s+FROM\s+stdin;\r?\n", re.IGNORECASE | re.MULTILINE
)
_STARTS = re.compile(rb"\s*(?:--|/\*|#|INSERT|REPLACE|CREATE|DROP|SET|USE|BEGIN|START|LOCK|PRAGMA)", re.IGNORECASE)
_HOLDS = re.compile(
    rb"^\s*(?:(?:INSERT|REPLACE)\s+(?:\w+\s+){0,2}INTO\s+[\w`\"\[]|COPY\s[^;]{1,5000}FROM\s+stdin;)", re.I | re.M
)

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
    flags = {_plain(found[1]): _columns_of(text, found.end(), _FLAG) for found in _CREATE.finditer(text)}
    tables: dict[str, list[_Row]] = {}
    for table, said, rows in _statements(text, flags):
        names.setdefault(table, said)
        tables.setdefault(table, []).extend(_in_order(rows, said, names[table]))
    if not any(tables.values()):
        raise refusals.no_table(name)
    for table, filled in tables.items():
        if filled:
            grid = Grid(file=name, sheet=table, cells=pa.table({}), encoding=encoding)
            yield replace(_grid(filled, names[table], grid, limits), assumptions=_changes(text, table))


def _changes(text: str, table: str) -> tuple[Assumption, ...]:
    """That statements which would change rows of the table, or remove them, are not carried out."""
    found = [" ".join(each[1].upper().split()) for each in _CHANGE.finditer(text) if _plain(each[2]) == table]
    said = _("Statements of the dump would change or remove rows: they are not carried out, rows are read as put in")
    return (Assumption("sql_changes", " / ".join(sorted(set(found))), said, rows=len(found)),) if found else ()


def _statements(text: str, flags: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str], Iterator[_Row]]]:
    """Table, the columns that the statement names, rows."""
    for found in _INSERT.finditer(text):
        said = [_plain(each) for each in found[2].strip("()").split(",")] if found[2] else []
        yield _plain(found[1]), said, _rows(text, found.end())
    for found in _COPY.finditer(text):
        said, told = [_plain(each) for each in found[2].split(",")], flags.get(_plain(found[1]), ())
        yield _plain(found[1]), said, _copied(text, found.end(), {at for at, each in enumerate(said) if each in told})


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


def _columns_of(text: str, start: int, column: re.Pattern[str] = _COLUMN) -> list[str]:
    """The names in a CREATE statement, a line each; `column` finds those of one type."""
    depth, end = 1, start
    while depth and (mark := _PARENTHESIS.search(text, end)):
        depth, end = depth + (1 if mark[0] == "(" else -1), mark.end()
    lines = re.split(r",\s*\n|,(?![^()]*\))", text[start : end - 1])
    return [_plain(found[1]) for line in lines if not _NO_COLUMN.match(line) and (found := column.match(line))]


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


def _copied(text: str, at: int, flags: Collection[int]) -> Iterator[_Row]:
    """The lines behind COPY, tabs between cells, as far as the line that ends them; `flags` are written t and f."""
    body = text[at : text.find("\n\\.", at)]
    for line in body.splitlines():
        cells = enumerate(line.split("\t"))
        yield [
            None if cell == "\\N" else _FLAGS.get(cell, cell) if place in flags else _unescaped(cell)
            for place, cell in cells
        ]


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
