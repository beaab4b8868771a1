"""HTML tables, which many systems hand out under the name .xls; also as a web page of one file (MHTML)."""

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import numpy as np
from lxml import etree

from insight.ingest.read import refusals
from insight.ingest.read.encodings.encoding import (
    Encoding,
    Utf8Stream,
    encoding_when_gb18030_fails,
    find_encoding,
    first_error,
    forced_encoding,
)
from insight.ingest.read.records.laid_out import MOST_COLUMNS_SPANNED, MOST_ROWS_SPANNED, LaidOut
from insight.ingest.read.table import Grid, ReadLimits
from insight.ingest.read.text.stray_quotes import rows_to_table

_MOST_BYTES = 256 << 20
_FED_AT_ONCE = 1 << 16
_DEEPEST = 200
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_BREAK = "\ue000"
_DIGITS = re.compile(r"\s*(\d{1,6})")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_NOT_SHOWN = frozenset({"script", "style", "title", "template"})
_LINES = frozenset({"br", "p", "div", "li"})
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252", "shift_jis": "cp932"}


def read_html(path: Path, name: str, limits: ReadLimits, forced: str | None) -> Iterator[Grid]:
    """Every table with at least one filled cell; `sheet` numbers them when there are several.

    Raises UploadError when there is no table, or one is too wide.
    """
    if (size := path.stat().st_size) > _MOST_BYTES:
        raise refusals.too_large(name, size, _MOST_BYTES)
    encoding = forced_encoding(path, name, forced) if forced else _declared(path) or find_encoding(path)
    try:
        tables, replaced = _tables(path, encoding)
    except UnicodeError:
        encoding = encoding_when_gb18030_fails(path, first_error(path, encoding.codec) or 0)
        tables, replaced = _tables(path, encoding)
    except etree.LxmlError as error:
        raise refusals.no_table(name) from error
    filled = [table for table in tables if table.is_filled]
    if not filled:
        raise refusals.no_table(name)
    for index, table in enumerate(filled, start=1):
        yield _grid(table, name, str(index) if len(filled) > 1 else None, encoding, replaced, limits)


def read_web_archive(path: Path, name: str, limits: ReadLimits, forced: str | None) -> Iterator[Grid]:
    """The tables of all pages of an MHTML file, which Excel writes as one page a sheet.

    Raises UploadError when there is none.
    """
    with path.open("rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    tables = [page for page in pages if isinstance(page, bytes) and b"<table" in page.lower()]
    if not tables:
        raise refusals.no_table(name)
    for number, page in enumerate(tables[: limits.max_sheets], start=1):
        with TemporaryDirectory(prefix="insight-") as folder:
            kept = Path(folder) / "page"
            kept.write_bytes(page)
            for grid in read_html(kept, name, limits, forced):
                sheet = f"{number}/{grid.sheet}" if grid.sheet else str(number)
                yield grid if len(tables) == 1 else replace(grid, sheet=sheet)


def _declared(path: Path) -> Encoding | None:
    """What the page says of itself, if the whole of it can be read so."""
    with path.open("rb") as file:
        found = _DECLARED.search(file.read(8192))
    codec = found[1].decode("ascii").lower() if found else "utf-8"
    codec = _WIDER.get(codec, codec)
    try:
        return Encoding(codec) if found and codec != "utf-8" and first_error(path, codec) is None else None
    except LookupError:
        return None


def _grid(table: LaidOut, name: str, sheet: str | None, encoding: Encoding, replaced: int, limits: ReadLimits) -> Grid:
    if table.width > limits.max_columns:
        raise refusals.too_many_columns(name, table.width, limits.max_columns)
    return Grid(
        file=name,
        sheet=sheet,
        cells=rows_to_table(table.rows, np.arange(1, len(table.rows) + 1), table.width),
        encoding=encoding.codec,
        replaced_characters=replaced,
        merges=tuple(table.merges),
        assumptions=encoding.assumptions(),
    )


def _tables(path: Path, encoding: Encoding) -> tuple[list[LaidOut], int]:
    found = _Tables()
    parser = etree.HTMLParser(target=cast(Any, found), encoding="utf-8", huge_tree=True)
    with Utf8Stream(path, encoding) as stream:
        while piece := stream.read(_FED_AT_ONCE):
            parser.feed(piece)
        parser.close()
        return found.tables, stream.replaced


class _Open:
    """A table that is not closed yet, and the cell in it that is not."""

    def __init__(self, table: LaidOut) -> None:
        self.table = table
        self.cell: tuple[list[str], int, int] | None = None

    def end_cell(self) -> None:
        if self.cell is not None:
            pieces, columns, rows = self.cell
            self.table.add(_shown("".join(pieces)), columns, rows)
        self.cell = None


class _Tables:
    """Collects tables as the parser meets their tags; of nested ones the inner is a table of its own."""

    def __init__(self) -> None:
        self.tables: list[LaidOut] = []
        self._open: list[_Open] = []
        self._unseen = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _NOT_SHOWN:
            self._unseen += 1
        elif tag == "table" and len(self._open) < _DEEPEST:
            self.tables.append(LaidOut())
            self._open.append(_Open(self.tables[-1]))
        elif self._open:
            self._start_within(self._open[-1], tag, attributes)

    def _start_within(self, current: _Open, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "tr":
            current.end_cell()
            current.table.begin_row()
        elif tag in ("td", "th"):
            current.end_cell()
            columns = _span(attributes, "colspan", MOST_COLUMNS_SPANNED)
            current.cell = [], columns, _span(attributes, "rowspan", MOST_ROWS_SPANNED)
        elif tag in _LINES and current.cell is not None:
            current.cell[0].append(_BREAK)

    def end(self, tag: str) -> None:
        if tag in _NOT_SHOWN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and tag in ("td", "th", "tr", "table"):
            self._open[-1].end_cell()
            if tag == "table":
                self._open.pop()

    def data(self, text: str) -> None:
        if not self._unseen and self._open and self._open[-1].cell is not None:
            self._open[-1].cell[0].append(text)

    def close(self) -> None:
        for current in self._open:
            current.end_cell()


def _span(attributes: Mapping[str, str], axis: str, most: int) -> int:
    found = _DIGITS.match(attributes.get(axis, ""))
    return min(max(1, int(found[1])), most) if found else 1


def _shown(text: str) -> str:
    """The text of a cell as a browser shows it."""
    lines = (line.strip(" ") for line in _BLANKS.sub(" ", text).split(_BREAK))
    return "\n".join(lines).strip("\n")
