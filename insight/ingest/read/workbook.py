"""Workbooks (xlsx, xlsm, xlsb, xls, ods): every sheet as a grid of text."""

import itertools
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from insight.errors import UploadError
from insight.ingest.read import refusals
from insight.ingest.read.cell_text import column_text
from insight.ingest.read.sheet_extent import check_workbook
from insight.ingest.read.table import Grid, Merge, ReadLimits, Unreadable, text_table

_ROWS_AT_ONCE = 2000


def read_workbook(path: Path, name: str, limits: ReadLimits) -> Iterator[Grid | Unreadable]:
    """One grid or refusal a sheet, hidden sheets too, in the order of the workbook.

    Raises UploadError when the workbook itself cannot be opened.
    """
    if zipfile.is_zipfile(path):
        check_workbook(path, name, limits)
    workbook = _open(path, name)
    if not workbook.sheet_names:
        raise refusals.damaged(name)
    for sheet in workbook.sheets_metadata:
        try:
            yield _read_sheet(workbook, sheet, name, limits)
        except UploadError as error:
            yield Unreadable(name, sheet.name, error)


def _open(path: Path, name: str) -> calamine.CalamineWorkbook:
    try:
        with _library_faults():
            return calamine.load_workbook(os.fspath(path))
    except calamine.PasswordError as error:
        raise refusals.password_protected(name) from error
    except (calamine.CalamineError, OSError, ValueError, ArithmeticError) as error:
        raise refusals.damaged(name) from error


def _read_sheet(
    workbook: calamine.CalamineWorkbook, sheet: calamine.SheetMetadata, name: str, limits: ReadLimits
) -> Grid:
    if sheet.typ is not calamine.SheetTypeEnum.WorkSheet:
        raise refusals.not_a_worksheet(sheet.name)
    try:
        with _library_faults():
            loaded = workbook.get_sheet_by_name(sheet.name)
            _check_size(loaded, limits)
            return Grid(file=name, sheet=sheet.name, cells=_cells(loaded, limits), merges=_merges(loaded))
    except (calamine.CalamineError, OSError, ValueError, ArithmeticError) as error:
        raise refusals.damaged_sheet(sheet.name) from error


def _check_size(sheet: calamine.CalamineSheet, limits: ReadLimits) -> None:
    if sheet.width > limits.max_columns:
        raise refusals.too_many_columns(sheet.name, sheet.width, limits.max_columns)
    if sheet.height > limits.max_rows:
        raise refusals.too_many_rows(sheet.name, sheet.height, limits.max_rows)


def _cells(sheet: calamine.CalamineSheet, limits: ReadLimits) -> pa.Table:
    """Row numbers count from the top of the sheet; columns begin at the first one that is used.

    A long text that a workbook stores once and shows in a million cells is counted a million times.
    """
    size = 0
    rows = sheet.iter_rows()
    tables: list[pa.Table] = []
    start = 1
    while batch := list(itertools.islice(rows, _ROWS_AT_ONCE)):
        columns = [column_text(column) for column in zip(*batch, strict=True)]
        tables.append(text_table(columns, pa.array(np.arange(start, start + len(batch)))))
        start += len(batch)
        size += tables[-1].nbytes
        if size > limits.max_uncompressed_bytes:
            raise refusals.expands_too_far(sheet.name, size, limits.max_uncompressed_bytes)
    return pa.concat_tables(tables).combine_chunks() if tables else text_table([], pa.array([], pa.int64()))


def _merges(sheet: calamine.CalamineSheet) -> tuple[Merge, ...]:
    """Rows from 1, columns from the first one that is used."""
    left = (sheet.start or (0, 0))[1]
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
