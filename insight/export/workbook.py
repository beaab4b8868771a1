"""Tables to an .xlsx: fast, every text as text, the same bytes for the same input.

XlsxWriter writes the package: parts, styles, header row, widths, filter, frozen pane. Only the rows below the header,
which are all of the work, are put in their place by `row_xml`: it has no way to take a column at once.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
_WIDEST = 60.0
_FILTER_BUTTON = 3

_ROWS_AT_ONCE = 20_000
_BYTES_AT_ONCE = 1 << 30
_LONGEST_ESCAPE = 5
_COMPRESSION = 4
_MOST_PLAIN_BYTES = 1 << 31
_BYTES_OF_A_CELL = 90

_LAST_ROW = re.compile(r"(?s)(?P<before>.*)<row [^>]*>(?P<cells>(?:<c [^>]*/>)+)</row>(?P<after></sheetData>.*)")
_STYLE = re.compile(r' s="(\d+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`title`: up to 31 characters, without []:*?/\\. The column names of `table` are the header."""

    title: str
    table: pa.Table


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
        page
        for sheet, (table, _cut) in zip(sheets, fitted, strict=True)
        for page in _pages(sheet.title, table, row_limit)
    ]
    parts = {f"xl/worksheets/sheet{place}.xml": page for place, page in enumerate(pages, start=1)}
    with (
        zipfile.ZipFile(_package(pages, created)) as package,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive,
    ):
        for name in package.namelist():
            _write_part(archive, name, package.read(name), parts.get(name))
    return sum(cut for _table, cut in fitted)


def _pages(title: str, table: pa.Table, row_limit: int) -> Iterator[Sheet]:
    yield Sheet(title=title, table=table.slice(0, row_limit))
    for number, start in enumerate(range(row_limit, table.num_rows, row_limit), start=2):
        yield Sheet(title=f"{title[:24]} {number}", table=table.slice(start, row_limit))


def _package(pages: Sequence[Sheet], created: dt.datetime) -> IO[bytes]:
    """The workbook without its rows; the last row of each sheet holds only the style of each column."""
    package = io.BytesIO()
    with xlsxwriter.Workbook(package, {"in_memory": True}) as book:
        book.set_properties({"created": created})
        header = book.add_format({"bold": True, "num_format": _TEXT_FORMAT})
        formats = {kind: book.add_format({"num_format": number_format}) for kind, number_format in _FORMATS.items()}
        for page in pages:
            sheet = book.add_worksheet(page.title)
            for place, field in enumerate(page.table.schema):
                kind = kind_of(field.type)
                sheet.set_column(place, place, _width(page.table, place, kind), formats[kind])
                sheet.write_string(0, place, field.name, header)
                if page.table.num_rows:
                    sheet.write_blank(page.table.num_rows, place, None, formats[kind])
            _make_readable(sheet, page.table)
    return package


def _make_readable(sheet: Worksheet, table: pa.Table) -> None:
    last_row, last_column = table.num_rows, table.num_columns - 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last_row, last_column)
    everything = f"A1:{xl_col_to_name(last_column)}{last_row + 1}"
    sheet.ignore_errors({"number_stored_as_text": everything})


def _width(table: pa.Table, place: int, kind: Kind) -> float:
    header = display_width(pa.chunked_array([[table.field(place).name]])) + _FILTER_BUTTON
    content = display_width(table.column(place)) + 1 if kind == "text" else _WIDTHS[kind]
    return min(max(header, content), _WIDEST)


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
        _write_rows(part, table, _STYLE.findall(match["cells"]))
        part.write(match["after"].encode())


def _write_rows(part: IO[bytes], table: pa.Table, styles: list[str]) -> None:
    letters = [xl_col_to_name(place) for place in range(table.num_columns)]
    row = 2
    for batch in table.to_batches(max_chunksize=_rows_at_once(table)):
        part.write(row_xml(batch, row, letters, styles))
        row += batch.num_rows


def _rows_at_once(table: pa.Table) -> int:
    """As many rows as fit the buffer even if every text is as long as the longest of its column."""
    texts = [column for column in table.columns if kind_of(column.type) == "text"]
    longest: int = sum(pc.max(pc.binary_length(column)).as_py() or 0 for column in texts)
    row_bytes: int = longest * _LONGEST_ESCAPE + table.num_columns * _BYTES_OF_A_CELL
    return max(1, min(_ROWS_AT_ONCE, _BYTES_AT_ONCE // row_bytes))
