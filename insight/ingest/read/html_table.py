"""HTML tables, which many systems hand out under the name .xls."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
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
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")


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
    parser = _TableParser()
    with Utf8Stream(path, encoding) as stream:
        parser.feed(stream.read().decode())
        parser.close()
        return parser.tables, stream.replaced


class _Table:
    """Rows of cells; where a cell spans several places, its text stands in the first."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merges: list[Merge] = []
        self._spanned: dict[int, int] = {}

    def begin_row(self) -> None:
        self.rows.append([])
        self._spanned = {column: left - 1 for column, left in self._spanned.items() if left > 1}

    def add(self, text: str, columns: int, rows: int) -> None:
        row = self.rows[-1]
        while len(row) in self._spanned:
            row.append("")
        left, number = len(row), len(self.rows)
        row += [text] + [""] * (columns - 1)
        if columns > 1 or rows > 1:
            self.merges.append(((number, left), (number + rows - 1, left + columns - 1)))
        if rows > 1:
            self._spanned |= dict.fromkeys(range(left, left + columns), rows)


class _TableParser(HTMLParser):
    """Collects tables; of nested ones the inner is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].begin_row()
        elif tag in ("td", "th") and self._open:
            self._begin_cell(dict(attrs))
        elif tag == "br" and self._text is not None:
            self._text.append("\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if not self._open[-1].rows:
            self._open[-1].begin_row()
        self._text = []
        self._span = (
            _span(attributes.get("colspan"), _MOST_COLUMNS_SPANNED),
            _span(attributes.get("rowspan"), _MOST_ROWS_SPANNED),
        )

    def _end_cell(self) -> None:
        if self._text is not None and self._open:
            text = _BLANKS.sub(" ", "".join(self._text)).strip(" ").replace("\v", "\n")
            self._open[-1].add(text, *self._span)
        self._text = None


def _span(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.isdecimal() and len(text) < 7 and int(text) > 0 else 1
