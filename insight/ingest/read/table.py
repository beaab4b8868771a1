"""What reading a file yields: tables of text, and the sheets that could not be taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from insight.errors import UploadError
from insight.ingest.assumption import Assumption

ROW_NUMBER = "source_row"
Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row that is not data and was left out.

    `kind` is one of title (above the header), separator (a `sep=;` line), units (a row of units or formulas under the
    header), repeated_header, total, footnote. `text` is the first cells joined by blanks, at most 80 characters.
    """

    kind: str
    source_row: int
    text: str


@dataclass(frozen=True, slots=True)
class TextTable:
    """One table as it stood in a file, every cell still text.

    `header` is trimmed, line breaks inside a name are one blank; duplicate and empty names stay. Several header rows
    are joined "upper/lower"; a blank upper cell takes the name to its left. `cells` has the columns "0", "1", …
    (string, an empty cell is null) and `source_row` (int64): the row number seen in Excel, for text files the number of
    the record, blank lines and a `sep=` line counted. Rows without any content and columns with neither name nor
    content are left out. `encoding` and `delimiter` are None for workbooks, `delimiter` also for HTML.
    """

    file: str
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header: tuple[str, ...]
    cells: pa.Table
    notes: tuple[RowNote, ...]
    header_rows: tuple[int, ...]
    replaced_characters: int
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or one sheet of it, that cannot be taken, and why."""

    file: str
    sheet: str | None
    error: UploadError


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How large a file may be.

    Workbooks and archives are looked through before they are opened: `max_uncompressed_bytes` bounds what they really
    expand to, `max_compression_ratio` applies beyond the first 16 MiB of content, `max_grid_cells` bounds the rectangle
    that a sheet spans when most of it is empty. `max_cell_bytes` bounds one cell (Excel holds 32,767 characters),
    `max_header_characters` the name of a column. Time and memory are bounded by what a file holds (`apart`).
    A workbook of `min_hurried_bytes` is opened while it is looked through, not after: only where nothing suffers when
    it ends the process.
    """

    max_file_bytes: int = 1 << 30
    max_uncompressed_bytes: int = 4 << 30
    max_compression_ratio: int = 200
    max_columns: int = 2000
    max_rows: int = 20_000_000
    max_grid_cells: int = 30_000_000
    max_members: int = 10_000
    max_sheets: int = 200
    max_cell_bytes: int = 16 << 20
    max_header_characters: int = 10_000
    min_hurried_bytes: int = 1 << 62


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of one sheet before header and footer are told from data; `cells` as in TextTable.

    `merges` are the merged cell ranges ((first row, first column), (last row, last column)); rows as in `source_row`,
    columns as in `cells`. `hidden_rows` are source rows, `hidden_columns` columns that the workbook hides;
    `real_dates` are, of columns that hold dates and text, the source rows whose cell is a date.
    """

    file: str
    cells: pa.Table
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    replaced_characters: int = 0
    merges: tuple[Merge, ...] = ()
    notes: tuple[RowNote, ...] = field(default=())
    assumptions: tuple[Assumption, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    real_dates: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def column_names(table: pa.Table) -> list[str]:
    """The text columns, without the row number."""
    return [name for name in table.column_names if name != ROW_NUMBER]


def text_table(columns: list[pa.ChunkedArray | pa.Array], rows: pa.Array | pa.ChunkedArray) -> pa.Table:
    """Columns named "0", "1", … and the row numbers."""
    names = [str(index) for index in range(len(columns))]
    return pa.table([*columns, rows], names=[*names, ROW_NUMBER])
