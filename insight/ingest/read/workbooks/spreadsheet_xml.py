"""XML Spreadsheet 2003: one XML file that Excel wrote under .xml and other systems under .xls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
from lxml import etree

from insight.ingest.read import refusals
from insight.ingest.read.table import Grid, Merge, ReadLimits, Unreadable
from insight.ingest.read.text.stray_quotes import rows_to_table
from insight.ingest.read.workbooks.cell_text import number_text

_FED_AT_ONCE = 1 << 16
_LONGEST_NUMBER = 40


@dataclass(slots=True)
class _Sheet:
    name: str
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    spanned: dict[int, int] = field(default_factory=dict)


def read_spreadsheet_xml(path: Path, name: str, limits: ReadLimits) -> Iterator[Grid | Unreadable]:
    """One grid a worksheet.

    Raises UploadError when it is no such file after all, or reaches further than the limits.
    """
    found = _Worksheets(name, limits)
    parser = etree.XMLParser(target=cast(Any, found), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with path.open("rb") as file:
            while piece := file.read(_FED_AT_ONCE):
                parser.feed(piece)
        sheets: list[_Sheet] = cast(Any, parser.close())
    except etree.LxmlError as error:
        raise refusals.damaged(name) from error
    if not sheets:
        raise refusals.no_table(name)
    yield from (_grid(sheet, name) for sheet in sheets)


def _grid(sheet: _Sheet, name: str) -> Grid:
    cells = rows_to_table(sheet.rows, np.array(sheet.numbers, dtype=np.int64), 0)
    if not sheet.rows:
        cells = rows_to_table([], pa.array([], pa.int64()).to_numpy(), 0)
    return Grid(file=name, sheet=sheet.name, cells=cells, merges=tuple(sheet.merges), hidden_rows=tuple(sheet.hidden))


class _Worksheets:
    """Collects worksheets as the parser meets their tags."""

    def __init__(self, name: str, limits: ReadLimits) -> None:
        self.sheets: list[_Sheet] = []
        self._name, self._limits = name, limits
        self._row = 0
        self._kind: str | None = None
        self._pieces: list[str] | None = None
        self._span = (0, 0)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        known = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        local = tag.rpartition("}")[2]
        if local == "Worksheet":
            self._begin_sheet(known)
        elif not self.sheets:
            return
        elif local == "Row":
            self._begin_row(self.sheets[-1], known)
        elif local == "Cell" and self.sheets[-1].rows:
            self._begin_cell(self.sheets[-1], known)
        elif local == "Data":
            self._kind, self._pieces = known.get("Type", "String"), []

    def _begin_sheet(self, attributes: Mapping[str, str]) -> None:
        if len(self.sheets) >= self._limits.max_sheets:
            raise refusals.too_many_sheets(self._name, len(self.sheets) + 1, self._limits.max_sheets)
        self.sheets.append(_Sheet(attributes.get("Name", str(len(self.sheets) + 1))))
        self._row = 0

    def _begin_row(self, sheet: _Sheet, attributes: Mapping[str, str]) -> None:
        self._row = _number(attributes, "Index", self._row + 1)
        if self._row > self._limits.max_rows or (sheet.numbers and self._row <= sheet.numbers[-1]):
            raise refusals.impossible_row(sheet.name, self._row)
        sheet.rows.append([])
        sheet.numbers.append(self._row)
        sheet.spanned = {column: bottom for column, bottom in sheet.spanned.items() if bottom >= self._row}
        if attributes.get("Hidden") == "1":
            sheet.hidden.append(self._row)

    def _begin_cell(self, sheet: _Sheet, attributes: Mapping[str, str]) -> None:
        row = sheet.rows[-1]
        while len(row) in sheet.spanned:
            row.append("")
        column = max(_number(attributes, "Index", len(row) + 1) - 1, len(row))
        across, down = _number(attributes, "MergeAcross", 0), _number(attributes, "MergeDown", 0)
        if column + across + 1 > self._limits.max_columns:
            raise refusals.too_many_columns(sheet.name, column + across + 1, self._limits.max_columns)
        row += [""] * (column + across + 1 - len(row))
        self._span = (column, across)
        if across or down:
            sheet.merges.append(((self._row, column), (self._row + down, column + across)))
        if down:
            sheet.spanned |= dict.fromkeys(range(column, column + across + 1), self._row + down)

    def end(self, tag: str) -> None:
        if tag.rpartition("}")[2] == "Data" and self._pieces is not None and self.sheets and self.sheets[-1].rows:
            text, row = _text(self._kind or "", "".join(self._pieces)), self.sheets[-1].rows[-1]
            if row and text:
                row[self._span[0]] = text
            self._pieces = None

    def data(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)

    def close(self) -> list[_Sheet]:
        """What was collected, which the parser hands on."""
        return self.sheets


def _number(attributes: Mapping[str, str], name: str, otherwise: int) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def _text(kind: str, text: str) -> str:
    if kind == "DateTime":
        return text.replace("T", " ").removesuffix(".000")
    if kind == "Boolean":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind == "Number" and "e" in text.lower() and len(text) < _LONGEST_NUMBER:
        return number_text(float(text)) or ""
    return "" if kind == "Error" else text
