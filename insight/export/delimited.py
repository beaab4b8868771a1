"""Tables to a .csv that systems read: UTF-8 with byte order mark, comma, text in quotes, times to the second.

A CSV has no cell types: opened in Excel by a double click, long numbers lose digits there whatever is written. The
.xlsx is for Excel, the .csv for the upload pages of other systems.
"""

from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from insight.export.cell_text import fit_for_cells, is_text

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LIKE_A_FORMULA = r"^([=+\-@\t\n＝＋－＠])"


def write_delimited(target: IO[bytes], table: pa.Table) -> int:
    """Write the table; returns how many cells were cut.

    Text that a spreadsheet would take for a formula (it begins with = + - @, their full-width forms, tab or line end)
    gets a leading apostrophe, which this program takes off ids again when it imports them. Numbers keep their sign.
    """
    table, cut_cells = fit_for_cells(table)
    for place, field in enumerate(table.schema):
        column = table.column(place)
        if is_text(field.type):
            column = pc.replace_substring_regex(column, _LIKE_A_FORMULA, r"'\1")
        elif pa.types.is_timestamp(field.type):
            column = column.cast(pa.timestamp("s"), safe=False)
        table = table.set_column(place, field.name, column)
    target.write(_BYTE_ORDER_MARK)
    csv.write_csv(table, target)
    return cut_cells
