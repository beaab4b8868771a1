"""Tells titles, header, data and footers of a grid apart."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.read import refusals
from insight.ingest.read.header import Header, find_header
from insight.ingest.read.leftovers import (
    Leftover,
    around_repeated_headers,
    footer,
    repeated_headers,
    totals_within,
    usual_rows,
)
from insight.ingest.read.rows import BLANKS, Row, rows_of
from insight.ingest.read.table import ROW_NUMBER, Grid, RowNote, TextTable, column_names, text_table

_HEAD = 200


def structured(grid: Grid) -> TextTable:
    """The table of a grid.

    Raises UploadError when there are only blank cells, or a header without rows.
    """
    cells = _without_blank_rows(grid.cells)
    if cells.num_rows == 0:
        raise refusals.only_blank(grid.sheet or grid.file)
    rows = rows_of(cells.slice(0, _HEAD))
    header = find_header(rows, grid.merges)
    data, notes = _data(cells.slice(header.bottom + 1 + header.units), rows[header.top : header.bottom + 1])
    if data.num_rows == 0:
        named = sum(1 for name in header.names if name)
        raise refusals.header_without_rows(grid.sheet or grid.file, named)
    names, data = _without_void_columns(header.names, data)
    return _table(grid, names, data, rows, header, notes)


def _table(
    grid: Grid, names: tuple[str, ...], data: pa.Table, rows: list[Row], header: Header, notes: list[RowNote]
) -> TextTable:
    titles = [row.note("title") for row in rows[: header.top]]
    units = [row.note("units") for row in rows[header.bottom + 1 : header.bottom + 1 + header.units]]
    return TextTable(
        file=grid.file,
        sheet=grid.sheet,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        header=names,
        cells=data,
        notes=(*grid.notes, *titles, *units, *notes),
        header_rows=tuple(row.number for row in rows[header.top : header.bottom + 1]),
        replaced_characters=grid.replaced_characters,
        assumptions=grid.assumptions,
    )


def _data(cells: pa.Table, header: list[Row]) -> tuple[pa.Table, list[RowNote]]:
    """The rows below the header that are data, and notes about the others in the order of the sheet."""
    usual = usual_rows(cells)
    repeated = repeated_headers(cells, header)
    found = around_repeated_headers(cells, repeated, usual) + totals_within(cells, usual)
    kept, notes = _leave_out(cells, found, repeated)
    kept, ending = _leave_out(kept, footer(kept, usual), np.array([], dtype=np.int64))
    return kept, sorted(notes + ending, key=lambda note: note.source_row)


def _leave_out(cells: pa.Table, found: list[Leftover], further: np.ndarray) -> tuple[pa.Table, list[RowNote]]:
    notes = {leftover.position: leftover.note for leftover in found}
    positions = np.union1d(further, np.array(list(notes), dtype=np.int64)).astype(np.int64)
    if not len(positions):
        return cells, []
    if positions[0] == cells.num_rows - len(positions):
        return cells.slice(0, int(positions[0])), list(notes.values())
    mask = np.ones(cells.num_rows, dtype=bool)
    mask[positions] = False
    return cells.filter(pa.array(mask)), list(notes.values())


def _blank(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.equal(pc.utf8_trim(texts, BLANKS), ""), True)


def _without_blank_rows(cells: pa.Table) -> pa.Table:
    """Looks at a further column only for the rows whose cells so far were all blank."""
    positions = np.arange(cells.num_rows)
    for name in column_names(cells):
        texts = cells[name] if len(positions) == cells.num_rows else cells[name].take(pa.array(positions))
        positions = positions[_blank(texts).to_numpy().astype(bool)]
        if not len(positions):
            return cells
    mask = np.ones(cells.num_rows, dtype=bool)
    mask[positions] = False
    return cells.filter(pa.array(mask))


def _without_void_columns(names: tuple[str, ...], data: pa.Table) -> tuple[tuple[str, ...], pa.Table]:
    """Columns with neither a name nor a value left out, the others numbered anew."""
    kept = [index for index, name in enumerate(names) if name or not pc.all(_blank(data[str(index)])).as_py()]
    return tuple(names[index] for index in kept), text_table([data[str(index)] for index in kept], data[ROW_NUMBER])
