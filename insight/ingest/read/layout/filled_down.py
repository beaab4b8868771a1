"""Values that stand once for several rows below each other: cells that were merged, and blanks that may have been."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.layout.rows import BLANKS
from insight.ingest.read.table import ROW_NUMBER, Merge, column_names, text_table

_LEAST_BLANK_SHARE = 0.2
_LEAST_FILLED_SHARE = 0.5

Positions = npt.NDArray[np.int64]


def fill_merged(
    cells: pa.Table, merges: Sequence[Merge], names: Sequence[str], choice: bool | None
) -> tuple[pa.Table, tuple[Assumption, ...]]:
    """The rows with the text of every cell that was merged downwards in all the rows that it covers.

    Only blank cells within a merged one are filled; one that begins above the rows is not heeded.
    """
    filled = cells
    columns: dict[int, list[Merge]] = {}
    for merge in merges if choice is not False else ():
        (top, left), (bottom, _right) = merge
        if bottom > top and 0 <= left < len(names):
            columns.setdefault(left, []).append(merge)
    numbers = cells[ROW_NUMBER].to_numpy()
    assumed: list[Assumption] = []
    for column, found in sorted(columns.items()):
        filled, count = _filled(filled, column, _sources_of_merges(numbers, found))
        if count and choice is None:
            evidence = _("The workbook merges these cells with the one above; its value is taken for each row")
            assumed.append(Assumption("filled_down", "yes", evidence, names[column] or None, count, ("no",)))
    return filled, tuple(assumed)


def _sources_of_merges(numbers: Positions, merges: Iterable[Merge]) -> Positions:
    """For every row the row whose text it takes: itself, or the first of the cells merged with its own."""
    sources = np.arange(len(numbers))
    for (top, _left), (bottom, _right) in merges:
        first, end = np.searchsorted(numbers, (top, bottom + 1))
        if first < end and numbers[first] == top:
            sources[first:end] = first
    return sources


def _filled(cells: pa.Table, column: int, sources: Positions) -> tuple[pa.Table, int]:
    own = cells[str(column)]
    blank = _blank(own)
    taken = own.take(pa.array(sources))
    count = int(np.count_nonzero(blank & ~_blank(taken)))
    if not count:
        return cells, 0
    columns = [cells[name] for name in column_names(cells)]
    columns[column] = pc.if_else(pa.array(blank), taken, own)
    return text_table(columns, cells[ROW_NUMBER]), count


def _blank(texts: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    blank = pc.fill_null(pc.equal(pc.utf8_trim(texts, BLANKS), ""), True)
    return np.asarray(blank.to_numpy(), dtype=bool)


def fill_blanks(cells: pa.Table, names: Sequence[str], choice: bool | None) -> tuple[pa.Table, tuple[Assumption, ...]]:
    """The rows as they are, and the offer to fill them where the first column has a value only at the first of several.

    Filled when a person says so: the first column, and those with a value in the same rows.
    """
    blank = _blank(cells["0"]) if names and cells.num_rows else np.zeros(0, dtype=bool)
    count = int(np.count_nonzero(blank))
    if not count or blank[0] or choice is False:
        return cells, ()
    alike = [at for at in range(len(names)) if np.array_equal(_blank(cells[str(at)]), blank)]
    if choice is None:
        return cells, _offer(cells, names, blank, count, alike)
    sources = np.maximum.accumulate(np.where(blank, 0, np.arange(len(blank))))
    for column in alike:
        cells, _count = _filled(cells, column, sources)
    return cells, ()


def _offer(
    cells: pa.Table, names: Sequence[str], blank: npt.NDArray[np.bool_], count: int, alike: Sequence[int]
) -> tuple[Assumption, ...]:
    """Where rows without a value in the first column are otherwise as full as the others, it may have been merged."""
    others = [at for at in range(len(names)) if at not in alike]
    full = sum(not bool((_blank(cells[str(at)]) & blank).any()) for at in others)
    if count < _LEAST_BLANK_SHARE * len(blank) or full < max(1, _LEAST_FILLED_SHARE * len(others)):
        return ()
    evidence = _(
        "The cell is blank, the row is not; it may have been merged with the one above, which a file of text hides"
    )
    return tuple(Assumption("filled_down", "no", evidence, names[at] or None, count, ("yes",)) for at in alike)
