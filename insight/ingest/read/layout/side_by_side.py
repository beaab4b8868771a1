"""Tables that stand side by side in one sheet, under names of their own: each is read as a sheet.

A blank column alone parts nothing. They are two where, from the first row on, one of them ends before the other, or
where the second repeats the names of the first; without a blank column only where all names come again in their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.layout.header import find_header
from insight.ingest.read.layout.rows import Row, rows_of
from insight.ingest.read.table import ROW_NUMBER, Grid, Merge, column_names, text_table

_HEAD = 200
_FEWEST_NAMES, _FEWEST_REPEATED = 2, 3
_MOST_TABLES = 12


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of one table, first and behind the last, with its rows as far as they were looked at."""

    begin: int
    end: int
    names: tuple[str, ...]
    header: int
    filled: npt.NDArray[np.bool_]


def tables_beside(grid: Grid, choice: bool | None) -> list[Grid]:
    """The tables of a sheet from left to right; the sheet itself where it is one, or a person says so."""
    if choice is False:
        return [grid]
    tables = _by_blank_columns(grid) or _by_names(grid)
    if not 1 < len(tables) <= _MOST_TABLES:
        return [grid]
    return [_part(grid, table, is_first=not at, tables=len(tables)) for at, table in enumerate(tables)]


def _by_blank_columns(grid: Grid) -> list[_Table]:
    width, rows = len(column_names(grid.cells)), grid.cells.num_rows
    void = [at for at in range(width) if grid.cells[str(at)].null_count == rows]
    edges = [-1, *void, width]
    runs = [(left + 1, right) for left, right in pairwise(edges) if right - left > 1]
    if len(runs) < 2:
        return []
    found: list[_Table] = []
    for run in runs:
        table = _table(grid, *run)
        if found and (table is None or not _stand_apart(found[-1], table)):
            joined = _table(grid, found[-1].begin, run[1])
            found[-1] = joined or replace(found[-1], end=run[1])
        elif table is None:
            return []
        else:
            found.append(table)
    return found


def _table(grid: Grid, begin: int, end: int) -> _Table | None:
    """The columns as a table; None where no names stand above rows that hold values."""
    cells = grid.cells.select([str(at) for at in range(begin, end)])
    filled = np.logical_or.reduce([pc.is_valid(cells[name]).to_numpy() for name in cells.column_names])
    places = np.flatnonzero(filled)
    rows = rows_of(text_table(cells.columns, grid.cells[ROW_NUMBER]).take(places[:_HEAD]))
    if len(rows) < 2:
        return None
    header = find_header(rows, ())
    below = rows[header.bottom + 1 :]
    names = tuple(name for name in header.names if name)
    if len(names) < _FEWEST_NAMES or not below or rows[header.bottom].values or not _hold_values(below):
        return None
    return _Table(begin, end, names, int(places[header.bottom]), filled)


def _hold_values(rows: Sequence[Row]) -> bool:
    return sum(bool(row.values) for row in rows) * 2 > len(rows)


def _stand_apart(left: _Table, right: _Table) -> bool:
    """Whether the right one is a table of its own: by the rows it fills, or by names that it repeats."""
    repeated = set(left.names) & set(right.names)
    if len(repeated) >= _FEWEST_NAMES and len(repeated) * 2 > min(len(left.names), len(right.names)):
        return True
    if left.header != right.header:
        return False
    left_rows, right_rows = left.filled[left.header :], right.filled[left.header :]
    both, differ = np.flatnonzero(left_rows & right_rows), np.flatnonzero(left_rows ^ right_rows)
    return bool(len(both)) and bool(len(differ)) and int(differ[0]) > int(both[-1])


def _by_names(grid: Grid) -> list[_Table]:
    """Tables whose names come again in the same order, with no column between them."""
    width = len(column_names(grid.cells))
    for row in rows_of(grid.cells.slice(0, 3)):
        size = _period(row.cells)
        if size:
            found = [_table(grid, begin, begin + size) for begin in range(0, width, size)]
            return [table for table in found if table is not None] if all(found) else []
    return []


def _period(names: Sequence[str | None]) -> int:
    """After how many names the first comes again, and all others in their order; 0 where they do not."""
    width = len(names)
    sizes = (size for size in range(_FEWEST_REPEATED, width // 2 + 1) if width % size == 0)
    return next((size for size in sizes if all(names) and tuple(names[:size]) * (width // size) == tuple(names)), 0)


def _part(grid: Grid, table: _Table, *, is_first: bool, tables: int) -> Grid:
    """The sheet with the columns of one of its tables; the first of a workbook's sheet keeps the sheet's name."""
    place = f"{_letters(table.begin)}:{_letters(table.end - 1)}"
    cells = [grid.cells[str(at)] for at in range(table.begin, table.end)]
    said = Assumption(
        "side_by_side",
        "yes",
        _("{n:count} tables of this sheet stand side by side: each is read as a sheet of its own", n=tables),
        rows=int(np.count_nonzero(table.filled[table.header + 1 :])),
        alternatives=("no",),
    )
    return replace(
        grid,
        cells=text_table(cells, grid.cells[ROW_NUMBER]),
        sheet=place if not grid.sheet else grid.sheet if is_first else f"{grid.sheet}!{place}",
        merges=tuple(moved for merge in grid.merges if (moved := _moved(merge, table))),
        hidden_columns=tuple(at - table.begin for at in grid.hidden_columns if table.begin <= at < table.end),
        real_dates={at - table.begin: r for at, r in grid.real_dates.items() if table.begin <= at < table.end},
        assumptions=(*grid.assumptions, said),
    )


def _moved(merge: Merge, table: _Table) -> Merge | None:
    (top, left), (bottom, right) = merge
    left, right = max(left, table.begin), min(right, table.end - 1)
    return ((top, left - table.begin), (bottom, right - table.begin)) if left <= right else None


def _letters(column: int) -> str:
    """The name of a column in a spreadsheet: A, Z, AA."""
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)
