"""Dates that a spreadsheet read as month before day where the file writes the day first.

Of 03/04/2024 and 25/04/2024 an American Excel makes a date of the first, the 4th of March, and leaves the second as it
is written. The cells tell: real dates with days up to 12 only, beside written ones that all begin beyond.
"""

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.table import ROW_NUMBER, Grid, column_names, text_table

_WRITTEN = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b.*")
_MONTHS = 12
_LEAST = 2


def with_days_right(
    cells: pa.Table, grid: Grid, columns: Sequence[int], names: Sequence[str], choice: bool | None
) -> tuple[pa.Table, tuple[Assumption, ...]]:
    """The rows with day and month of such dates exchanged where a person says so, else what is to be asked.

    `columns` are the places of the names in the grid.
    """
    assumed: list[Assumption] = []
    for at, column in enumerate(columns):
        real = np.isin(cells[ROW_NUMBER].to_numpy(), np.array(grid.real_dates.get(column, ()), dtype=np.int64))
        if choice is False or not _are_swapped(cells[str(at)], real):
            continue
        if choice:
            cells = _exchanged(cells, at, real)
            continue
        evidence = _(
            "The real dates have days up to 12 only, the written ones begin beyond: day and month may be exchanged"
        )
        rows = int(np.count_nonzero(real))
        assumed.append(Assumption("swapped_days", "keep", evidence, names[at] or None, rows, ("swap",)))
    return cells, tuple(assumed)


def _are_swapped(texts: pa.ChunkedArray, real: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> bool:
    if np.count_nonzero(real) < _LEAST:
        return False
    dates = texts.filter(pa.array(real)).to_pylist()
    written = [found for text in texts.filter(pa.array(~real)).to_pylist() if (found := _WRITTEN.fullmatch(text or ""))]
    if len(written) < _LEAST or not all(int(date[8:10]) <= _MONTHS for date in dates):
        return False
    return all(int(found[1]) > _MONTHS for found in written)


def _exchanged(cells: pa.Table, at: int, real: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> pa.Table:
    columns = [cells[name] for name in column_names(cells)]
    turned = pc.replace_substring_regex(columns[at], r"^(\d{4})-(\d\d)-(\d\d)", r"\1-\3-\2")
    columns[at] = pc.if_else(pa.array(real), turned, columns[at])
    return text_table(columns, cells[ROW_NUMBER])
