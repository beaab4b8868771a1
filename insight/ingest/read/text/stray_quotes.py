"""Text files whose quotation marks do not pair up: a mark that is never closed must not swallow the rows below it."""

import csv
import itertools
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.read.table import ROW_NUMBER, column_names, text_table
from insight.ingest.read.text.delimiter import Layout, split_by_blanks

_MOST_LINES_IN_A_CELL = 40
_MOST_LITERAL = 10_000
_BATCH = 20_000
_LINES_REMEMBERED = 50
_END = "\x1f"


def has_swallowed_rows(cells: pa.Table, layout: Layout, has_odd_quotes: bool) -> bool:
    """Whether a cell holds lines that look like rows of the table, or the last row runs on to the end of the file."""
    if has_odd_quotes and any(_has_line_break(cells[name].slice(cells.num_rows - 1)) for name in column_names(cells)):
        return True
    return layout.width > 2 and any(_holds_rows(cells[name], layout) for name in column_names(cells))


def _has_line_break(column: pa.ChunkedArray) -> bool:
    return any("\n" in (text or "") or "\r" in (text or "") for text in column.to_pylist())


def _holds_rows(column: pa.ChunkedArray, layout: Layout) -> bool:
    longest = pc.max(pc.binary_length(column)).as_py() or 0
    if longest < 2 * layout.width or not any(map(_may_break_lines, column.chunks)):
        return False
    long = column.filter(pc.greater_equal(pc.binary_length(column), 2 * layout.width))
    broken = long.filter(pc.match_substring_regex(long, "[\r\n]"))
    dense = broken.filter(pc.greater_equal(pc.count_substring(broken, layout.delimiter), layout.width - 1))
    return any(_is_row(line, layout) for text in dense.to_pylist() for line in text.splitlines()[1:])


def _may_break_lines(cells: pa.StringArray) -> bool:
    """Whether there is any line break in the memory of the cells, which may hold others besides: told at once."""
    content = bytes(cells.buffers()[2] or b"")
    return b"\n" in content or b"\r" in content


def _is_row(line: str, layout: Layout) -> bool:
    record = _closed_record([line], layout.delimiter)
    return record is not None and len(record) == layout.width


class CellTooLongError(ValueError):
    """A quoted cell beyond the limit of a cell, whose lines are no rows of the table."""


def read_strictly(lines: Iterable[str], layout: Layout) -> pa.Table | None:
    """All records, empty cells null; None when a quotation mark is not closed or is followed by further text.

    Raises CellTooLongError.
    """
    recent: deque[str] = deque(maxlen=_LINES_REMEMBERED)
    try:
        return _tables(csv.reader(_remembered(lines, recent), delimiter=layout.delimiter, strict=True), layout)
    except csv.Error as error:
        if "field limit" in str(error) and not _are_rows(recent, layout):
            raise CellTooLongError from error
        return None


def _remembered(lines: Iterable[str], recent: deque[str]) -> Iterator[str]:
    for line in lines:
        recent.append(line)
        yield line


def _are_rows(lines: Collection[str], layout: Layout) -> bool:
    """Whether most lines are rows by themselves: then the mark was never meant to be closed."""
    return layout.width > 1 and sum(_is_row(line, layout) for line in lines) * 2 > len(lines)


def read_by_blanks(lines: Iterable[str], layout: Layout) -> pa.Table:
    """Records whose cells stand between runs of blanks, or in columns of a fixed width."""
    return _tables((split_by_blanks(line, layout.delimiter, layout.cuts) for line in lines), layout)


def read_with_stray_quotes(lines: Iterable[str], layout: Layout) -> pa.Table:
    """All records, empty cells null.

    A quotation mark that opens a cell and is not closed within 40 lines, or before a line that is a row by itself,
    counts as a character.
    """
    return _tables(_records(iter(lines), layout), layout)


def _tables(records: Iterator[list[str]], layout: Layout) -> pa.Table:
    tables: list[pa.Table] = []
    start = 1
    while batch := list(itertools.islice(records, _BATCH)):
        tables.append(rows_to_table(batch, np.arange(start, start + len(batch)), layout.width))
        start += len(batch)
    if not tables:
        return rows_to_table([], np.arange(0), layout.width)
    cells = pa.concat_tables(tables, promote_options="default")
    return text_table([cells[str(index)] for index in range(cells.num_columns - 1)], cells[ROW_NUMBER])


def _records(lines: Iterator[str], layout: Layout) -> Iterator[list[str]]:
    waiting: deque[str] = deque()
    literal = 0
    while True:
        if not waiting and (line := next(lines, None)) is not None:
            waiting.append(line)
        if not waiting:
            return
        taken = _taken_lines(waiting, lines, layout, _MOST_LINES_IN_A_CELL if literal < _MOST_LITERAL else 1)
        literal += taken == 0
        read = [waiting.popleft() for _line in range(max(1, taken))]
        record = _closed_record(read, layout.delimiter)
        yield record if record is not None else _literal_record(read[0], layout.delimiter)


def _taken_lines(waiting: deque[str], lines: Iterator[str], layout: Layout, most: int) -> int:
    """How many of the waiting lines make up the next record; 0 when its first line does not close its quotes."""
    for count in range(1, most + 1):
        if len(waiting) < count:
            line = next(lines, None)
            if line is None:
                return 0
            waiting.append(line)
        if count > 1 and layout.width > 2 and _is_row(waiting[count - 1], layout):
            return 0
        may_close = count == 1 or '"' in waiting[count - 1]
        if may_close and _closed_record(list(itertools.islice(waiting, count)), layout.delimiter) is not None:
            return count
    return 0


def _closed_record(lines: Sequence[str], delimiter: str) -> list[str] | None:
    """The record that the lines make up, None when a quotation mark is still open at their end."""
    if len(lines) == 1 and '"' not in lines[0]:
        return lines[0].rstrip("\r\n").split(delimiter)
    try:
        records = list(csv.reader([*lines, _END], delimiter=delimiter, strict=len(lines) > 1))
    except csv.Error:
        return None
    return records[0] if len(records) == 2 else None


def _literal_record(line: str, delimiter: str) -> list[str]:
    """The cells before the open quotation mark as usual, the rest cut at every delimiter."""
    try:
        *closed, rest = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter))
    except csv.Error:
        return line.rstrip("\r\n").split(delimiter)
    return [*closed, *f'"{rest}'.split(delimiter)]


def rows_to_table(records: Sequence[Sequence[str]], numbers: np.ndarray, width: int) -> pa.Table:
    """Records as columns of text; as wide as the widest record and at least `width`, empty cells null."""
    widest = max((len(record) for record in records), default=width)
    columns: Iterable[Sequence[str | None]] = itertools.zip_longest(*records)
    filled = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
    missing = [pa.nulls(len(records), pa.string())] * (max(width, widest) - len(filled))
    return text_table([*filled, *missing], pa.array(numbers, pa.int64()))
