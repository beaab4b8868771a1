"""HTML tables, which many systems hand out under the name .xls.

Only the tags of tables are looked for. The parser of the standard library takes time squared on tags that never
close: a minute and a half for 100 KB.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import numpy as np

from insight.ingest.read import refusals
from insight.ingest.read.encoding import (
    Encoding,
    Utf8Stream,
    encoding_when_gb18030_fails,
    find_encoding,
    first_error,
    forced_encoding,
)
from insight.ingest.read.stray_quotes import rows_to_table
from insight.ingest.read.table import Grid, Merge, ReadLimits

_MOST_BYTES = 256 << 20
_MOST_COLUMNS_SPANNED = 1000
_MOST_ROWS_SPANNED = 65_534
_MOST_PLACES = 20_000_000
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_TABLE_TAG = re.compile(r"<(/?)(table|tr|td|th)\b([^<>]*)>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
_NOT_SHOWN = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"))


def read_html(path: Path, name: str, limits: ReadLimits, forced: str | None) -> Iterator[Grid]:
    """Every table with at least one filled cell; `sheet` numbers them when there are several.

    Raises UploadError when there is no table, or one is too wide.
    """
    if (size := path.stat().st_size) > _MOST_BYTES:
        raise refusals.too_large(name, size, _MOST_BYTES)
    encoding = forced_encoding(path, name, forced) if forced else find_encoding(path)
    try:
        tables, replaced = _tables(path, encoding)
    except UnicodeError:
        encoding = encoding_when_gb18030_fails(path, first_error(path, encoding.codec) or 0)
        tables, replaced = _tables(path, encoding)
    filled = [table for table in tables if any(any(row) for row in table.rows)]
    if not filled:
        raise refusals.no_table(name)
    for index, table in enumerate(filled, start=1):
        yield _grid(table, name, str(index) if len(filled) > 1 else None, encoding.codec, replaced, limits)


def _grid(table: "_Table", name: str, sheet: str | None, codec: str, replaced: int, limits: ReadLimits) -> Grid:
    width = max(len(row) for row in table.rows)
    if width > limits.max_columns:
        raise refusals.too_many_columns(name, width, limits.max_columns)
    return Grid(
        file=name,
        sheet=sheet,
        cells=rows_to_table(table.rows, np.arange(1, len(table.rows) + 1), width),
        encoding=codec,
        replaced_characters=replaced,
        merges=tuple(table.merges),
    )


def _tables(path: Path, encoding: Encoding) -> tuple[list["_Table"], int]:
    with Utf8Stream(path, encoding) as stream:
        text = stream.read().decode()
        replaced = stream.replaced
    for start, end in _NOT_SHOWN:
        text = _without(text, start, end)
    return _TableReader().read(text), replaced


def _without(text: str, start: str, end: str) -> str:
    """The text without what stands between the marks, in lower or upper case."""
    for opening, closing in ((start, end), (start.upper(), end.upper())):
        first, *others = text.split(opening)
        text = first + "".join(other.partition(closing)[2] for other in others)
    return text


class _Table:
    """Rows of cells; where a cell spans several places, its text stands in the first.

    Beyond twenty million places spans are no longer heeded.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merges: list[Merge] = []
        self._spanned: dict[int, int] = {}
        self._places = 0

    def begin_row(self) -> None:
        self.rows.append([])
        self._spanned = {column: left - 1 for column, left in self._spanned.items() if left > 1}
        self._places += len(self._spanned)
        if self._places > _MOST_PLACES:
            self._spanned = {}

    def add(self, text: str, columns: int, rows: int) -> None:
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        while len(row) in self._spanned:
            row.append("")
        self._places += columns
        if self._places > _MOST_PLACES:
            columns, rows = 1, 1
        left, number = len(row), len(self.rows)
        row += [text] + [""] * (columns - 1)
        if columns > 1 or rows > 1:
            self.merges.append(((number, left), (number + rows - 1, left + columns - 1)))
        if rows > 1:
            self._spanned |= dict.fromkeys(range(left, left + columns), rows)


class _TableReader:
    """Collects tables; of nested ones the inner is a table of its own."""

    def __init__(self) -> None:
        self._found: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: tuple[list[str], int, int] | None = None

    def read(self, text: str) -> list[_Table]:
        position = 0
        for tag in _TABLE_TAG.finditer(text):
            if self._cell is not None:
                self._cell[0].append(text[position : tag.start()])
            position = tag.end()
            self._end_cell()
            self._handle(tag.group(1) + tag.group(2).lower(), tag.group(3))
        if self._cell is not None:
            self._cell[0].append(text[position:])
        self._end_cell()
        return self._found

    def _handle(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self._open.append(_Table())
            self._found.append(self._open[-1])
        elif tag == "/table" and self._open:
            self._open.pop()
        elif tag == "tr" and self._open:
            self._open[-1].begin_row()
        elif tag in ("td", "th") and self._open:
            spans = {axis.lower(): max(1, int(number)) for axis, number in _SPAN.findall(attributes)}
            columns, rows = spans.get("col", 1), spans.get("row", 1)
            self._cell = [], min(columns, _MOST_COLUMNS_SPANNED), min(rows, _MOST_ROWS_SPANNED)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            pieces, columns, rows = self._cell
            self._open[-1].add(_shown("".join(pieces)), columns, rows)
        self._cell = None


def _shown(markup: str) -> str:
    """The text of a cell as a browser shows it."""
    lines = (unescape(_OTHER_TAG.sub("", line)) for line in _LINE_BREAK.split(_BLANKS.sub(" ", markup)))
    return "\n".join(_BLANKS.sub(" ", line).strip(" ") for line in lines).strip("\n")
