"""A second table below the first, behind a blank line and under names of its own: not rows of the first."""

import numpy as np
import pyarrow as pa

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.leftovers import Usual
from insight.ingest.read.rows import Row, rows_of
from insight.ingest.read.table import ROW_NUMBER, RowNote

_FEWEST_NAMES, _LOOKED_AT, _MOST_GAPS = 2, 50, 20


def without_further_table(cells: pa.Table, usual: Usual) -> tuple[pa.Table, list[RowNote], tuple[Assumption, ...]]:
    """The rows above a second table, a note about where it begins, and that its rows were left out."""
    begin = _begin(cells, usual)
    if begin is None:
        return cells, [], ()
    (first,) = rows_of(cells.slice(begin, 1))
    left_out, text = cells.num_rows - begin, first.note("").text
    said = Assumption(
        "further_table",
        "leave out",
        _("behind a blank line another table begins in row {row}: {names}", row=first.number, names=text),
        rows=left_out,
    )
    return cells.slice(0, begin), [first.note("footnote")], (said,)


def _begin(cells: pa.Table, usual: Usual) -> int | None:
    numbers = cells[ROW_NUMBER].to_numpy()
    gaps = np.flatnonzero(np.diff(numbers) > 1) + 1
    return next((int(at) for at in gaps[:_MOST_GAPS] if _is_header_of_another(cells, int(at), usual)), None)


def _is_header_of_another(cells: pa.Table, at: int, usual: Usual) -> bool:
    """Words only where the rows above hold values, and below them rows that fill the same columns and no others."""
    first, *below = rows_of(cells.slice(at, _LOOKED_AT))
    is_named = _FEWEST_NAMES <= first.filled < usual.least_filled and not first.values
    return is_named and bool(below) and bool(usual.values & first.columns) and all(_under(first, row) for row in below)


def _under(first: Row, row: Row) -> bool:
    return bool(row.values) and row.columns <= first.columns
