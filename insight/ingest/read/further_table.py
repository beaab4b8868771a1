"""A second table below the first or beside it, behind a blank line or column, under names of its own: no rows of it."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.leftovers import Usual, usual_rows
from insight.ingest.read.rows import Row, rows_of
from insight.ingest.read.table import ROW_NUMBER, RowNote

Filled = npt.NDArray[np.bool_]

_FEWEST_NAMES, _LOOKED_AT, _MOST_GAPS = 2, 50, 20


def without_further_table(
    cells: pa.Table, usual: Usual, header: Sequence[Row] = ()
) -> tuple[pa.Table, list[RowNote], tuple[Assumption, ...]]:
    """The rows above a second table, a note about where it begins, and that its rows were left out.

    `header`: the rows of the first one's header; where it stands again, the table goes on.
    """
    begin = _begin(cells, usual, {row.cells for row in header})
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


def without_table_beside(
    cells: pa.Table, names: tuple[str, ...]
) -> tuple[pa.Table, tuple[str, ...], tuple[Assumption, ...]]:
    """The fuller of two tables that stand side by side with a blank column between them: the columns of the other have
    neither names nor cells any more, which is said.

    They are two where some row is blank in one of them and filled in the other: a blank column alone parts nothing.
    """
    void = [at for at, name in enumerate(names) if not name and cells[str(at)].null_count == cells.num_rows]
    filled = [pc.is_valid(cells[str(at)]).to_numpy() for at in range(len(names))] if void else []
    for at in void:
        sides = (range(at), range(at + 1, len(names)))
        if any(sum(bool(names[column]) for column in side) < _FEWEST_NAMES for side in sides):
            continue
        left, right = (np.logical_or.reduce([filled[column] for column in side]) for side in sides)
        if not _stand_apart(left, right):
            continue
        other, rows, cut = (sides[1], left, right) if left.sum() >= right.sum() else (sides[0], right, left)
        said = Assumption(
            "further_table",
            "leave out",
            _(
                "beside a blank column another table stands: {names}",
                names=" ".join(names[column] for column in other if names[column]),
            ),
            rows=int(np.count_nonzero(cut)),
        )
        return _emptied(cells, other).filter(pa.array(rows)), _unnamed(names, other), (said,)
    return cells, names, ()


def _emptied(cells: pa.Table, columns: Sequence[int]) -> pa.Table:
    for column in map(str, columns):
        cells = cells.set_column(
            cells.schema.get_field_index(column), column, pa.chunked_array([pa.nulls(cells.num_rows, pa.string())])
        )
    return cells


def _unnamed(names: tuple[str, ...], columns: Sequence[int]) -> tuple[str, ...]:
    return tuple("" if at in columns else name for at, name in enumerate(names))


def _stand_apart(left: Filled, right: Filled) -> bool:
    """Each begins in the first row, and one of them ends before the other."""
    both = np.flatnonzero(left & right)
    return bool(len(both)) and bool(np.any(left != right)) and int(np.flatnonzero(left != right)[0]) > int(both[-1])


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
    return is_named and bool(below) and bool(usual.values & first.columns) and all(_under(first, row) for row in below)


def _under(first: Row, row: Row) -> bool:
    return bool(row.values) and row.columns <= first.columns
