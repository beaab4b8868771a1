"""A second table below the first, behind a blank line, under names of its own: a sheet of its own."""

from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.layout.leftovers import Usual, usual_rows
from insight.ingest.read.layout.rows import Row, rows_of
from insight.ingest.read.table import ROW_NUMBER, RowNote

FURTHER_TABLE = "further_table"
_FEWEST_NAMES, _LOOKED_AT, _MOST_GAPS = 2, 50, 20


def without_further_table(
    cells: pa.Table, usual: Usual, header: Sequence[Row] = ()
) -> tuple[pa.Table, list[RowNote], tuple[Assumption, ...]]:
    """The rows above a second table, a note about where it begins, and that its rows are no rows of this one.

    `header`: the rows of the first one's header; where it stands again, the table goes on.
    """
    begin = _begin(cells, usual, {row.cells for row in header})
    if begin is None:
        return cells, [], ()
    (first,) = rows_of(cells.slice(begin, 1))
    left_out, text = cells.num_rows - begin, first.note("").text
    said = Assumption(
        FURTHER_TABLE,
        "read apart",
        _("behind a blank line another table begins in row {row}: {names}", row=first.number, names=text),
        rows=left_out,
    )
    return cells.slice(0, begin), [first.note("footnote")], (said,)


def _begin(cells: pa.Table, usual: Usual, header: Collection[tuple[str | None, ...]]) -> int | None:
    numbers = cells[ROW_NUMBER].to_numpy()
    gaps = np.flatnonzero(np.diff(numbers) > 1) + 1
    return next((int(at) for at in gaps[:_MOST_GAPS] if _is_header_of_another(cells, int(at), usual, header)), None)


def _is_header_of_another(cells: pa.Table, at: int, usual: Usual, header: Collection[tuple[str | None, ...]]) -> bool:
    """Words only where the rows above hold values, and below them rows that fill the same columns and no others; with
    or without a title of its own."""
    first, *below = rows_of(cells.slice(at, _LOOKED_AT))
    is_titled = first.filled == 1 and not first.values and len(below) > 1
    if is_titled:
        usual, (first, *below) = usual_rows(cells.slice(0, at)), below
    is_fewer = first.filled < usual.least_filled or (is_titled and first.cells not in header)
    is_named = first.filled >= _FEWEST_NAMES and is_fewer and not first.values
    return is_named and bool(below) and bool(usual.values & first.columns) and _are_rows_of(first, below)


def _are_rows_of(first: Row, below: Sequence[Row]) -> bool:
    """All rows below, or as many as stand before the next blank line."""
    together = [row for place, row in enumerate(below, 1) if row.number == first.number + place]
    return all(_under(first, row) for row in together or below)


def _under(first: Row, row: Row) -> bool:
    return bool(row.values) and row.columns <= first.columns
