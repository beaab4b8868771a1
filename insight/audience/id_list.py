"""An uploaded file of ids as it stands: its tables, and which of their columns may name people."""

import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from insight.errors import ParameterError, UploadError
from insight.i18n import _
from insight.ingest.read import RowNote, TextTable, read_file
from insight.ingest.read.table import ROW_NUMBER

_AN_ID = re.compile(
    r"\s*([+\d][\d ()\-./]{5,}|\d(\.\d+)?[eE]\+\d+|[^@\s]+@[^@\s]+\.[A-Za-z]+|c[0-9a-f]{16}|o[\w-]{27})\s*"
)
"""What stands in the first row of a file that has no header: a number, an address, an id of this program, an openid."""


@dataclass(frozen=True, slots=True)
class IdTable:
    """One table of a file: names of the columns (None: a column without a header), its rows as text.

    `cells` has the columns "0", "1", … and `source_row`, the row number seen in Excel. `left_out` are rows that are not
    data: titles, totals, footnotes.
    """

    file: str
    sheet: str | None
    header: tuple[str | None, ...]
    cells: pa.Table
    left_out: tuple[RowNote, ...]

    def column(self, position: int) -> pa.Table:
        """One column as `source_row`, `written`. Raises ParameterError for a column that is not there."""
        if not 0 <= position < len(self.header):
            raise ParameterError("column", position, _("a column from 0 to {last}", last=len(self.header) - 1))
        return pa.table({ROW_NUMBER: self.cells[ROW_NUMBER], "written": self.cells[str(position)]})


def read_ids(path: Path, *, name: str | None = None) -> list[IdTable]:
    """The tables of a file, those with rows first in the order of the file.

    Raises UploadError where nothing in it can be read.
    """
    found = read_file(path, name=name)
    tables = [_table(each) for each in found if isinstance(each, TextTable)]
    if not tables:
        raise next((each.error for each in found if not isinstance(each, TextTable)), _nothing(name or path.name))
    return tables


def _nothing(name: str) -> UploadError:
    return UploadError(
        _("There is no list in the file"),
        _("{name}", name=name),
        _("Give a CSV or Excel file with one id a row"),
    )


def _table(read: TextTable) -> IdTable:
    """A first row that holds ids is no header: it is counted with the others."""
    if not read.header_rows:
        return IdTable(read.file, read.sheet, (None,) * len(read.header), read.cells, read.notes)
    if len(read.header_rows) != 1 or not any(_AN_ID.fullmatch(name) for name in read.header):
        return IdTable(read.file, read.sheet, tuple(name or None for name in read.header), read.cells, read.notes)
    first = pa.table(
        {str(place): pa.array([name or None], pa.string()) for place, name in enumerate(read.header)}
        | {ROW_NUMBER: pa.array([read.header_rows[0]], pa.int64())}
    )
    cells = pa.concat_tables([first, read.cells.select(first.column_names).cast(first.schema)])
    return IdTable(read.file, read.sheet, (None,) * len(read.header), cells, read.notes)
