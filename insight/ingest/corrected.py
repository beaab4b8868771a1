"""Left-out rows that come back corrected: the two columns that this program put before them are no data."""

from dataclasses import replace

from insight.i18n import LANGUAGES, _
from insight.ingest.read import TextTable
from insight.ingest.read.table import text_table

ROW_HEADER = _("Row in the uploaded file")
REASON_HEADER = _("Why the row was left out")
"""The headers of the columns that the file of left-out rows begins with."""


def without_reasons(table: TextTable) -> TextTable:
    """The table as its source wrote it; the same table where it does not begin with those two columns.

    The header row is then the one of the first upload, so a mapping that was confirmed for it is found again.
    """
    leading = [(ROW_HEADER.render(language), REASON_HEADER.render(language)) for language in LANGUAGES]
    if table.header[:2] not in leading:
        return table
    places = range(2, len(table.header))
    cells = text_table([table.cells.column(str(place)) for place in places], table.cells.column("source_row"))
    return replace(table, header=table.header[2:], cells=cells)
