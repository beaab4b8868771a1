"""Tables to an .xlsx: fast, every text as text, the same bytes for the same input.

XlsxWriter writes the package: parts, styles, header row, widths, filter, frozen pane. Only the rows below the header,
which are all of the work, are put in their place by `row_xml`: it has no way to take a column at once.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from insight.export.cell_text import display_width, fit_for_cells
from insight.export.row_xml import Kind, kind_of, row_xml

MOST_ROWS = 1_048_575
"""Rows of a worksheet below its header."""

_TEXT_FORMAT = 49
_FORMATS: dict[Kind, str | int] = {
    "text": _TEXT_FORMAT,
    "money": "#,##0.00",
    "count": "#,##0",
    "number": "General",
    "moment": "yyyy-mm-dd hh:mm",
    "day": "yyyy-mm-dd",
    "flag": "General",
}
_WIDTHS: dict[Kind, float] = {"money": 14, "count": 9, "number": 12, "moment": 17, "day": 12, "flag": 8}
_WIDEST, _WIDEST_PROSE = 60.0, 100.0
_FILTER_BUTTON = 3
_HEADER_HEIGHT = 22
_HEADER = {
    "bold": True,
    "num_format": _TEXT_FORMAT,
    "font_color": "#FFFFFF",
    "bg_color": "#1F4E78",
    "bottom": 1,
    "valign": "vcenter",
}

_ROWS_AT_ONCE = 20_000
_BYTES_AT_ONCE = 1 << 30
_LONGEST_ESCAPE = 5
_COMPRESSION = 2
_MOST_PLAIN_BYTES = 1 << 31
_BYTES_OF_A_CELL = 90

_LAST_ROW = re.compile(r"(?s)(?P<before>.*)<row [^>]*>(?P<cells>(?:<c [^>]*/>)+)</row>(?P<after></sheetData>.*)")
_STYLE = re.compile(r' s="(\d+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`title`: up to 31 characters, without []:*?/\\. The column names of `table` are the header.

    `is_prose`: sentences to read, not rows to sort: lines are wrapped, and there is no filter. The last `hidden_rows`
    are there for programs: no reader is shown them.
    """

    title: str
    table: pa.Table
    is_prose: bool = False
    hidden_rows: int = 0


def write_workbook(
    target: IO[bytes], sheets: Sequence[Sheet], *, created: dt.datetime, row_limit: int = MOST_ROWS
) -> int:
    """Write the sheets to a seekable file; returns how many cells were cut to what a cell can hold.

    A table of more than `row_limit` rows goes on in further sheets, numbered from 2. Text columns, ids among them, are
    text cells with text format; integers, decimals, dates and times are numbers with a format; undefined cells are
    empty. Dates before 1 March 1900 are text, as Excel's calendar is wrong there. `created` goes into the properties.
    """
    fitted = [fit_for_cells(sheet.table) for sheet in sheets]
    pages = [
        page for sheet, (table, _cut) in zip(sheets, fitted, strict=True) for page in _pages(sheet, table, row_limit)
    ]
    parts = {f"xl/worksheets/sheet{place}.xml": page for place, page in enumerate(pages, start=1)}
    with (
        zipfile.ZipFile(_package(pages, created)) as package,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive,
    ):
        for name in package.namelist():
            _write_part(archive, name, package.read(name), parts.get(name))
    return sum(cut for _table, cut in fitted)


def _pages(sheet: Sheet, table: pa.Table, row_limit: int) -> Iterator[Sheet]:
    shown = table.num_rows - sheet.hidden_rows
    for number, start in enumerate(range(0, max(table.num_rows, 1), row_limit), start=1):
        rows = table.slice(start, row_limit)
        hidden = min(rows.num_rows, max(0, start + rows.num_rows - shown))
        title = sheet.title if number == 1 else f"{sheet.title[:24]} {number}"
        yield replace(sheet, title=title, table=rows, hidden_rows=hidden)


def _package(pages: Sequence[Sheet], created: dt.datetime) -> IO[bytes]:
    """The workbook without its rows; the last row of each sheet holds only the style of each column."""
    package = io.BytesIO()
    with xlsxwriter.Workbook(package, {"in_memory": True}) as book:
        book.set_properties({"created": created})
        header = book.add_format(_HEADER)
        formats = {kind: book.add_format({"num_format": number_format}) for kind, number_format in _FORMATS.items()}
        prose = book.add_format({"num_format": _TEXT_FORMAT, "text_wrap": True, "valign": "top"})
        for page in pages:
            sheet = book.add_worksheet(page.title)
            for place, field in enumerate(page.table.schema):
                kind = kind_of(field.type)
                style = prose if page.is_prose else formats[kind]
                sheet.set_column(place, place, _width(page, place, kind), style)
                sheet.write_string(0, place, field.name, header)
                if page.table.num_rows:
                    sheet.write_blank(page.table.num_rows, place, None, style)
            _make_readable(sheet, page)
    return package


def _make_readable(sheet: Worksheet, page: Sheet) -> None:
    last_row, last_column = page.table.num_rows, page.table.num_columns - 1
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.freeze_panes(1, 0)
    if not page.is_prose:
        sheet.autofilter(0, 0, last_row, last_column)
    everything = f"A1:{xl_col_to_name(last_column)}{last_row + 1}"
    sheet.ignore_errors({"number_stored_as_text": everything})


def _width(page: Sheet, place: int, kind: Kind) -> float:
    table = page.table.slice(0, page.table.num_rows - page.hidden_rows)
    header = display_width(pa.chunked_array([[table.field(place).name]])) + _FILTER_BUTTON
    content = display_width(table.column(place)) + 1 if kind == "text" else _WIDTHS[kind]
    return min(max(header, content), _WIDEST_PROSE if page.is_prose else _WIDEST)


def _write_part(archive: zipfile.ZipFile, name: str, content: bytes, page: Sheet | None) -> None:
    if page is None or not page.table.num_rows:
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, _COMPRESSION)
        return
    match = _LAST_ROW.fullmatch(content.decode())
    if match is None:
        raise RuntimeError(f"{name} has no row to take the styles from")
    table = page.table
    is_large = table.nbytes + table.num_rows * table.num_columns * _BYTES_OF_A_CELL > _MOST_PLAIN_BYTES
    with archive.open(name, "w", force_zip64=is_large) as part:
        part.write(match["before"].encode())
        _write_rows(part, page, _STYLE.findall(match["cells"]))
        part.write(match["after"].encode())


def _write_rows(part: IO[bytes], page: Sheet, styles: list[str]) -> None:
    letters = [xl_col_to_name(place) for place in range(page.table.num_columns)]
    shown, row = page.table.num_rows - page.hidden_rows, 2
    for rows, hidden in ((page.table.slice(0, shown), False), (page.table.slice(shown), True)):
        for batch in rows.to_batches(max_chunksize=_rows_at_once(rows)) if rows.num_rows else ():
            part.write(row_xml(batch, row, letters, styles, hidden=hidden))
            row += batch.num_rows


def _rows_at_once(table: pa.Table) -> int:
    """As many rows as fit the buffer even if every text is as long as the longest of its column."""
    texts = [column for column in table.columns if kind_of(column.type) == "text"]
    longest: int = sum(pc.max(pc.binary_length(column)).as_py() or 0 for column in texts)
    row_bytes: int = longest * _LONGEST_ESCAPE + table.num_columns * _BYTES_OF_A_CELL
    return max(1, min(_ROWS_AT_ONCE, _BYTES_AT_ONCE // row_bytes))
