"""Text files with delimiters: CSV, TSV and their kin, read as text cells."""

import itertools
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from insight.ingest.read import refusals
from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.encodings.encoding import (
    Encoding,
    LineTooLongError,
    Utf8Stream,
    encoding_when_gb18030_fails,
    find_encoding,
    first_error,
    forced_encoding,
)
from insight.ingest.read.encodings.undecoded import ByteStream, NotAsItStandsError, decoded, stands_for_itself
from insight.ingest.read.table import Grid, ReadLimits, RowNote, column_names, text_table
from insight.ingest.read.text.delimiter import Layout, find_layout, records_of
from insight.ingest.read.text.stray_quotes import (
    CellTooLongError,
    has_swallowed_rows,
    read_by_blanks,
    read_strictly,
    read_with_stray_quotes,
    rows_to_table,
)

_HEAD_LINES = 300
_HEAD_CHARACTERS = 8 << 20
_BLOCK = 4 << 20
_MOST_SLICES = 5000
_TEXT = pa.string()


def read_delimited(path: Path, name: str, limits: ReadLimits, choices: ReadChoices) -> Grid:
    """All records of a text file.

    Raises UploadError when the chosen encoding does not exist or the file has too many columns or rows.
    """
    forced = choices.encoding
    encoding = forced_encoding(path, name, forced) if forced else find_encoding(path)
    try:
        return _read(path, name, encoding, limits, choices)
    except UnicodeError:
        fallback = encoding_when_gb18030_fails(path, first_error(path, encoding.codec) or 0)
        return _read(path, name, fallback, limits, choices)


def _read(path: Path, name: str, encoding: Encoding, limits: ReadLimits, choices: ReadChoices) -> Grid:
    try:
        layout = find_layout(_head(path, encoding), choices.delimiter)
        if layout.width > limits.max_columns:
            raise refusals.too_many_columns(name, layout.width, limits.max_columns)
        parsed = _parse(path, encoding, layout)
    except LineTooLongError as error:
        raise refusals.no_table(name) from error
    except CellTooLongError as error:
        raise refusals.too_long_cell(name, limits.max_cell_bytes, limits.max_cell_bytes) from error
    _check_size(parsed.cells, name, limits)
    return _without_separator_line(
        Grid(
            file=name,
            cells=parsed.cells,
            encoding=encoding.codec,
            delimiter=layout.delimiter,
            replaced_characters=parsed.replaced,
            assumptions=(*encoding.assumptions(), *layout.assumptions()),
        ),
        layout,
    )


def _head(path: Path, encoding: Encoding) -> list[str]:
    lines: list[str] = []
    length = 0
    with Utf8Stream(path, encoding) as stream:
        for line in itertools.islice(stream.lines(), _HEAD_LINES):
            lines.append(line)
            length += len(line)
            if length > _HEAD_CHARACTERS:
                break
    return lines


def _check_size(cells: pa.Table, name: str, limits: ReadLimits) -> None:
    columns = cells.num_columns - 1
    if columns > limits.max_columns:
        raise refusals.too_many_columns(name, columns, limits.max_columns)
    if cells.num_rows > limits.max_rows:
        raise refusals.too_many_rows(name, cells.num_rows, limits.max_rows)
    longest = max((pc.max(pc.binary_length(cells[column])).as_py() or 0 for column in column_names(cells)), default=0)
    if longest > limits.max_cell_bytes:
        raise refusals.too_long_cell(name, longest, limits.max_cell_bytes)


def _without_separator_line(grid: Grid, layout: Layout) -> Grid:
    if not layout.has_separator_line:
        return grid
    note = RowNote("separator", 1, f"sep={layout.delimiter}")
    return replace(grid, cells=grid.cells.slice(1), notes=(note,))


@dataclass(frozen=True, slots=True)
class _Parsed:
    cells: pa.Table
    replaced: int


def _parse(path: Path, encoding: Encoding, layout: Layout) -> _Parsed:
    """In parallel when all records are of one width, in turn when some are not; slower where that goes wrong."""
    if layout.is_blanks:
        with Utf8Stream(path, encoding) as stream:
            return _Parsed(read_by_blanks(stream.lines(), layout), stream.replaced)
    try:
        parsed, quotes = _parse_even(path, encoding, layout)
        if not quotes or not has_swallowed_rows(parsed.cells, layout, quotes % 2 == 1):
            return parsed
    except pa.ArrowInvalid:
        ragged = _parse_ragged(path, encoding, layout)
        if ragged is not None:
            return ragged
    with Utf8Stream(path, encoding) as stream:
        cells = read_strictly(stream.lines(), layout)
        if cells is not None:
            return _Parsed(cells, stream.replaced)
    with Utf8Stream(path, encoding) as stream:
        return _Parsed(read_with_stray_quotes(stream.lines(), layout), stream.replaced)


def _parse_even(path: Path, encoding: Encoding, layout: Layout) -> tuple[_Parsed, int]:
    if stands_for_itself(encoding, layout.delimiter):
        with suppress(NotAsItStandsError, UnicodeError):
            return _parse_undecoded(path, encoding, layout)
    with Utf8Stream(path, encoding) as stream:
        table = _arrow(stream, layout, parallel=True, invalid_row_handler=None)
        numbers = pa.array(np.arange(1, table.num_rows + 1))
        return _Parsed(text_table(table.columns, numbers), stream.replaced), stream.quotes


def _parse_undecoded(path: Path, encoding: Encoding, layout: Layout) -> tuple[_Parsed, int]:
    with ByteStream(path) as stream:
        table = _arrow(stream, layout, parallel=True, invalid_row_handler=None, cells=pa.binary())
        numbers = pa.array(np.arange(1, table.num_rows + 1))
        columns = [decoded(column, encoding.codec) for column in table.columns]
        return _Parsed(text_table(columns, numbers), 0), stream.quotes


def _parse_ragged(path: Path, encoding: Encoding, layout: Layout) -> _Parsed | None:
    """None when the quoting is broken as well, or a record is longer than a block."""
    odd: list[arrow_csv.InvalidRow] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    try:
        with Utf8Stream(path, encoding) as stream:
            table = _arrow(stream, layout, parallel=False, invalid_row_handler=keep)
    except pa.ArrowInvalid:
        return None
    if any("\n" in row.text or "\r" in row.text for row in odd):
        return None
    cells = _with_odd_rows(table, odd, layout)
    return None if has_swallowed_rows(cells, layout, stream.quotes % 2 == 1) else _Parsed(cells, stream.replaced)


def _arrow(
    stream: Utf8Stream | ByteStream,
    layout: Layout,
    *,
    parallel: bool,
    invalid_row_handler: object,
    cells: pa.DataType = _TEXT,
) -> pa.Table:
    names = [str(index) for index in range(layout.width)]
    return arrow_csv.read_csv(
        stream,
        read_options=arrow_csv.ReadOptions(column_names=names, use_threads=parallel, block_size=_BLOCK),
        parse_options=arrow_csv.ParseOptions(
            delimiter=layout.delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=invalid_row_handler,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, cells),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            check_utf8=False,
        ),
    )


def _with_odd_rows(table: pa.Table, odd: Sequence[arrow_csv.InvalidRow], layout: Layout) -> pa.Table:
    """The rows of another width put back where they stood: padded with nulls, or with further columns."""
    numbers = np.array([row.number for row in odd], dtype=np.int64)
    records = [records_of([row.text], layout.delimiter)[0] for row in odd]
    extra = rows_to_table(records, numbers, layout.width)
    regular = np.delete(np.arange(1, table.num_rows + len(odd) + 1), numbers - 1)
    missing = [pa.nulls(table.num_rows, pa.string())] * (extra.num_columns - 1 - table.num_columns)
    even = text_table([*table.columns, *missing], pa.array(regular))
    if len(odd) > _MOST_SLICES:
        return pa.concat_tables([even, extra]).sort_by("source_row")
    return _interleave(even, extra, np.searchsorted(regular, numbers))


def _interleave(even: pa.Table, extra: pa.Table, positions: np.ndarray) -> pa.Table:
    pieces: list[pa.Table] = []
    start = 0
    for index, position in enumerate(positions.tolist()):
        pieces += [even.slice(start, position - start), extra.slice(index, 1)]
        start = position
    return pa.concat_tables([*pieces, even.slice(start)])
