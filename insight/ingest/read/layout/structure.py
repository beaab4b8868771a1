"""Tells titles, header, data and footers of a grid apart."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read import refusals
from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.layout.blocks import find_blocks
from insight.ingest.read.layout.days_of_month import with_whole_days
from insight.ingest.read.layout.facts_in_rows import with_a_row_a_person
from insight.ingest.read.layout.filled_down import fill_blanks, fill_merged
from insight.ingest.read.layout.further_table import FURTHER_TABLE, without_further_table
from insight.ingest.read.layout.header import Header
from insight.ingest.read.layout.header_choice import judged_header
from insight.ingest.read.layout.leftovers import (
    Leftover,
    around_repeated_headers,
    footer,
    repeated_headers,
    totals_within,
    usual_rows,
    without_rules,
)
from insight.ingest.read.layout.missing_years import with_years
from insight.ingest.read.layout.rows import BLANKS, Row, rows_of
from insight.ingest.read.layout.swapped_days import with_days_right
from insight.ingest.read.table import ROW_NUMBER, Grid, ReadLimits, RowNote, TextTable, column_names, text_table

_HEAD = 200
_ROWS_OF_A_SHEET = re.compile(r"!\d+:$")
_LIMITS = ReadLimits()
_BY_ITSELF = ReadChoices()


def structured(
    grid: Grid,
    limits: ReadLimits = _LIMITS,
    choices: ReadChoices = _BY_ITSELF,
    *,
    written_on: dt.date | None = None,
) -> TextTable:
    """The table of a grid, read by a person's choices where there are any. `written_on`: the day of the file.

    Raises UploadError when there are only blank cells, a header without rows, or a name beyond the limit.
    """
    cells, hidden = _told_rows(grid, choices)
    if cells.num_rows == 0:
        raise refusals.only_blank(grid.sheet or grid.file)
    rows = rows_of(cells.slice(0, _HEAD))
    header, doubts = judged_header(rows, grid, choices)
    _check_names(header, grid, limits)
    named = rows[header.top : header.bottom + 1]
    below, blocks = find_blocks(cells.slice(header.bottom + 1 + header.units), rows[: header.top], named)
    data, further, cut = without_further_table(below, usual_rows(below), named) if below.num_rows else (below, [], ())
    data, notes = _data(data, named)
    if data.num_rows == 0:
        raise refusals.header_without_rows(grid.sheet or grid.file, sum(1 for name in header.names if name))
    merged, filled = fill_merged(data, grid.merges, header.names, choices.fill_down)
    columns, names, data = _without_void_columns(header.names, merged)
    data, days = with_days_right(data, grid, columns, names, choices.swap_days)
    titles = [row.note("title").text for row in rows[: header.top]]
    data, whole = with_whole_days(data, grid, names, titles)
    data, years = with_years(data, grid, names, titles, choices.year, written_on)
    offered: tuple[Assumption, ...] = ()
    if not filled:
        data, offered = fill_blanks(data, names, choices.fill_down)
    notes += further
    hidden = (*hidden, *cut, *_hidden_columns(grid, columns, names))
    if blocks:
        names, data, headed = blocks.with_columns(names, data, choices.fill_down)
        offered = (*offered, *headed)
        if choices.fill_down is False:
            notes = sorted([*notes, *blocks.notes], key=lambda note: note.source_row)
    data, names, turned = with_a_row_a_person(data, names, choices.facts_in_rows)
    assumed = (*grid.assumptions, *turned, *doubts, *hidden, *filled, *offered, *days, *whole, *years)
    return _table(grid, names, data, rows, header, notes, assumed)


def grid_below(grid: Grid, table: TextTable, choices: ReadChoices) -> Grid | None:
    """The rows below the table that was read of a grid, where another one begins among them, as a sheet that is called
    by its first row: Sheet1!12:."""
    rows = next((one.rows for one in table.assumptions if one.what == FURTHER_TABLE), None)
    if rows is None:
        return None
    cells, _hidden = _told_rows(grid, choices)
    below = cells.slice(cells.num_rows - rows)
    whole = _ROWS_OF_A_SHEET.sub("", grid.sheet or "")
    return replace(grid, cells=below, sheet=f"{whole}!{below[ROW_NUMBER][0]}:", assumptions=())


def _told_rows(grid: Grid, choices: ReadChoices) -> tuple[pa.Table, tuple[Assumption, ...]]:
    """The rows that say something, and what was decided about hidden ones."""
    cells, hidden = _shown_rows(_without_blank_rows(grid.cells), grid, choices.hidden_rows)
    return (without_rules(cells) if cells.num_rows else cells), hidden


def _check_names(header: Header, grid: Grid, limits: ReadLimits) -> None:
    longest = max(map(len, header.names), default=0)
    if longest > limits.max_header_characters:
        raise refusals.too_long_header(grid.sheet or grid.file, longest, limits.max_header_characters)


def _shown_rows(cells: pa.Table, grid: Grid, choice: bool | None) -> tuple[pa.Table, tuple[Assumption, ...]]:
    """All rows, and that some of them are hidden; or without these."""
    hidden = np.isin(cells[ROW_NUMBER].to_numpy(), np.array(grid.hidden_rows, dtype=np.int64))
    count = int(np.count_nonzero(hidden))
    if not count or choice:
        return cells, ()
    if choice is False:
        return cells.filter(pa.array(~hidden)), ()
    evidence = _("The workbook hides these rows, by hand or by a filter; they are read like the others")
    return cells, (Assumption("hidden_rows", "read", evidence, rows=count, alternatives=("leave out",)),)


def _hidden_columns(grid: Grid, columns: Sequence[int], names: Sequence[str]) -> tuple[Assumption, ...]:
    evidence = _("The workbook hides this column; it is read like the others")
    hidden = set(grid.hidden_columns)
    return tuple(
        Assumption("hidden_columns", "read", evidence, column=name)
        for column, name in zip(columns, names, strict=True)
        if column in hidden and name
    )


def _table(
    grid: Grid,
    names: tuple[str, ...],
    data: pa.Table,
    rows: list[Row],
    header: Header,
    notes: list[RowNote],
    assumed: tuple[Assumption, ...],
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
        assumptions=assumed,
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


def _without_void_columns(names: tuple[str, ...], data: pa.Table) -> tuple[tuple[int, ...], tuple[str, ...], pa.Table]:
    """Columns with neither a name nor a value left out, the others numbered anew; with their former places."""
    kept = tuple(index for index, name in enumerate(names) if name or not pc.all(_blank(data[str(index)])).as_py())
    shown = text_table([data[str(index)] for index in kept], data[ROW_NUMBER])
    return kept, tuple(names[index] for index in kept), shown
