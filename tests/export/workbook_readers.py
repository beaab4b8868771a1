"""Workbooks read back by two readers that know nothing of the writer."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
from openpyxl.utils.escape import unescape

Book = dict[str, list[list[Any]]]


def by_openpyxl(content: bytes | Path) -> Book:
    """Sheet title → rows of values, header first; `_x005F_` escapes taken off as Excel does."""
    book = openpyxl.load_workbook(_file(content))
    return {sheet.title: [[_value(cell.value) for cell in row] for row in sheet.iter_rows()] for sheet in book}


def by_calamine(content: bytes | Path) -> Book:
    """The same by another reader; empty cells are ''."""
    book = python_calamine.CalamineWorkbook.from_filelike(_file(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def cell_types(content: bytes | Path) -> set[str]:
    """The kinds of all cells of all sheets: s text, n number or empty, d date, f formula."""
    book = openpyxl.load_workbook(_file(content))
    return {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}


def parts(content: bytes) -> dict[str, str]:
    """Name → text of every part of the package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def has_links_or_formulas(content: bytes) -> bool:
    return any(re.search(r"<f[ >]|<hyperlink", text) for text in parts(content).values())


def column(rows: list[list[Any]], header: str) -> list[Any]:
    """The values below a header."""
    place = rows[0].index(header)
    return [row[place] for row in rows[1:]]


def _file(content: bytes | Path) -> io.BytesIO:
    return io.BytesIO(content if isinstance(content, bytes) else content.read_bytes())


def _value(value: Any) -> Any:
    return unescape(value) if isinstance(value, str) else value
