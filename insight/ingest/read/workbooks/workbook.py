"""Workbooks (xlsx, xlsm, xlsb, xls, ods): every sheet as a grid of text."""

import datetime as dt
import itertools
import os
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine as calamine

from insight.errors import UploadError
from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read import refusals
from insight.ingest.read.table import (
    ROW_NUMBER,
    Grid,
    Merge,
    ReadLimits,
    Unreadable,
    column_names,
    text_table,
)
from insight.ingest.read.workbooks.cell_text import column_text
from insight.ingest.read.workbooks.money_formats import with_signs
from insight.ingest.read.workbooks.sheet_extent import Hidden, check_workbook

_ROWS_AT_ONCE = 500
"""So few stay near the processor: of 2,000 each cell costs half as much again."""

_NOTHING = Hidden()
_FAULTS = (calamine.CalamineError, OSError, ValueError, ArithmeticError)
_DATES = frozenset({dt.date, dt.datetime})


def read_workbook(path: Path, name: str, limits: ReadLimits) -> Iterator[Grid | Unreadable]:
    """One grid or refusal a sheet, hidden sheets too, in the order of the workbook.

    Raises UploadError when the workbook itself cannot be opened.
    """
    workbook, early, hidden = _checked(path, name, limits)
    if not workbook.sheet_names:
        raise refusals.damaged(name)
    if (sheets := len(workbook.sheet_names)) > limits.max_sheets:
        raise refusals.too_many_sheets(name, sheets, limits.max_sheets)
    for sheet in workbook.sheets_metadata:
        try:
            yield _read_sheet(
                workbook, sheet, early.pop(sheet.name, None), name, limits, hidden.get(sheet.name, _NOTHING)
            )
        except UploadError as error:
            yield Unreadable(name, sheet.name, error)


def _checked(
    path: Path, name: str, limits: ReadLimits
) -> tuple[calamine.CalamineWorkbook, dict[str, calamine.CalamineSheet], dict[str, Hidden]]:
    """The workbook after it was looked through; a large one is opened meanwhile, up to its first sheet, where the
    limits allow it. What the looking refuses is refused either way."""
    if not zipfile.is_zipfile(path):
        return _open(path, name), {}, {}
    if path.stat().st_size < limits.min_hurried_bytes:
        hidden = check_workbook(path, name, limits)
        return _open(path, name), {}, hidden
    with ThreadPoolExecutor(1) as beside:
        opened = beside.submit(_opened, path, name)
        hidden = check_workbook(path, name, limits)
    return (*opened.result(), hidden)


def _opened(path: Path, name: str) -> tuple[calamine.CalamineWorkbook, dict[str, calamine.CalamineSheet]]:
    """With the first sheet by its name, but for one that cannot be loaded: reading it then says why."""
    workbook = _open(path, name)
    try:
        with _library_faults():
            first = workbook.get_sheet_by_index(0)
            return workbook, {first.name: first}
    except _FAULTS:
        return workbook, {}


def _open(path: Path, name: str) -> calamine.CalamineWorkbook:
    try:
        with _library_faults():
            return calamine.load_workbook(os.fspath(path))
    except calamine.PasswordError as error:
        raise refusals.password_protected(name) from error
    except _FAULTS as error:
        raise refusals.damaged(name) from error


def _read_sheet(
    workbook: calamine.CalamineWorkbook,
    sheet: calamine.SheetMetadata,
    loaded: calamine.CalamineSheet | None,
    name: str,
    limits: ReadLimits,
    hidden: Hidden,
) -> Grid:
    if sheet.typ is not calamine.SheetTypeEnum.WorkSheet:
        raise refusals.not_a_worksheet(sheet.name)
    try:
        with _library_faults():
            loaded = loaded or workbook.get_sheet_by_name(sheet.name)
            _check_size(loaded, limits)
            cells, real_dates = _cells(loaded, limits)
            left = (loaded.start or (0, 0))[1]
            if hidden.signs:
                cells = with_signs(cells, left, hidden.signs, cells[ROW_NUMBER])
            return Grid(
                file=name,
                sheet=sheet.name,
                cells=cells,
                merges=_merges(loaded, left),
                assumptions=(*_hidden_sheet(sheet), *_unsaved_formulas(hidden)),
                hidden_rows=tuple(sorted(hidden.rows)),
                hidden_columns=tuple(sorted(column - left for column in hidden.columns if column >= left)),
                real_dates=real_dates,
            )
    except _FAULTS as error:
        raise refusals.damaged_sheet(sheet.name) from error


def _check_size(sheet: calamine.CalamineSheet, limits: ReadLimits) -> None:
    if sheet.width > limits.max_columns:
        raise refusals.too_many_columns(sheet.name, sheet.width, limits.max_columns)
    if sheet.height > limits.max_rows:
        raise refusals.too_many_rows(sheet.name, sheet.height, limits.max_rows)


def _cells(sheet: calamine.CalamineSheet, limits: ReadLimits) -> tuple[pa.Table, dict[int, tuple[int, ...]]]:
    """The cells as text, and the rows of the real dates where a column holds text beside them.

    Row numbers count from the top of the sheet; columns begin at the first one that is used. A long text that a
    workbook stores once and shows in a million cells is counted a million times.
    """
    size = 0
    rows = sheet.iter_rows()
    tables: list[pa.Table] = []
    dates = _Dates()
    start = 1
    while batch := list(itertools.islice(rows, _ROWS_AT_ONCE)):
        columns = list(zip(*batch, strict=True))
        for column, values in enumerate(columns):
            dates.look_at(column, values, start)
        tables.append(
            text_table([column_text(values) for values in columns], pa.array(np.arange(start, start + len(batch))))
        )
        start += len(batch)
        size += tables[-1].nbytes
        if size > limits.max_uncompressed_bytes:
            raise refusals.expands_too_far(sheet.name, size, limits.max_uncompressed_bytes)
    if not tables:
        return text_table([], pa.array([], pa.int64())), {}
    cells = pa.concat_tables(tables).combine_chunks()
    _check_cells(cells, sheet.name, limits)
    return cells, dates.beside_texts()


def _check_cells(cells: pa.Table, name: str, limits: ReadLimits) -> None:
    longest = max((pc.max(pc.binary_length(cells[column])).as_py() or 0 for column in column_names(cells)), default=0)
    if longest > limits.max_cell_bytes:
        raise refusals.too_long_cell(name, longest, limits.max_cell_bytes)


class _Dates:
    """Which cells of a column are dates, for columns that hold dates and texts."""

    def __init__(self) -> None:
        self._rows: dict[int, list[int]] = {}
        self._texts: set[int] = set()

    def look_at(self, column: int, values: Sequence[object], start: int) -> None:
        kinds = set(map(type, values))
        if kinds & _DATES:
            rows = (at for at, value in enumerate(values, start) if type(value) in _DATES)
            self._rows.setdefault(column, []).extend(rows)
        if str in kinds:
            self._texts.add(column)

    def beside_texts(self) -> dict[int, tuple[int, ...]]:
        return {column: tuple(rows) for column, rows in self._rows.items() if column in self._texts}


def _hidden_sheet(sheet: calamine.SheetMetadata) -> tuple[Assumption, ...]:
    if sheet.visible is calamine.SheetVisibleEnum.Visible:
        return ()
    return (Assumption("hidden_sheet", "read", _("The workbook hides this sheet; it is read like the others")),)


def _unsaved_formulas(hidden: Hidden) -> tuple[Assumption, ...]:
    if not hidden.unsaved:
        return ()
    evidence = _(
        "These cells hold formulas whose results were not saved, and read as empty: open the workbook in Excel or WPS, "
        "save it, and upload it again"
    )
    return (Assumption("formulas", "empty", evidence, rows=hidden.unsaved),)


def _merges(sheet: calamine.CalamineSheet, left: int) -> tuple[Merge, ...]:
    """Rows from 1, columns from the first one that is used."""
    ranges = sheet.merged_cell_ranges or []
    return tuple(((top + 1, first - left), (bottom + 1, last - left)) for (top, first), (bottom, last) in ranges)


@contextmanager
def _library_faults() -> Iterator[None]:
    """The native library reports some damages by a panic, which is no Exception and has no name to import."""
    try:
        yield
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":
            raise ValueError(str(fault)) from fault
        raise
