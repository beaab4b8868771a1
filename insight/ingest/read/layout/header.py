"""Finds the header of a sheet: the title rows above it, its one to three rows, the row of units below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from insight.ingest.read.layout.rows import Row, is_value, quartile, says_nothing
from insight.ingest.read.table import Merge

_SEARCHED_ROWS = 60
_ROWS_COMPARED = 50
_MOST_HEADER_ROWS = 3
_LABEL = re.compile(r".*[:：]")
_UNIT = re.compile(r"[(（\[【].{1,12}[)）\]】]")
_QUESTION_CODE = re.compile(r"Q(ID)?\d{1,3}([_.]\d{1,3})*(_TEXT|_\d+_TEXT)?", re.IGNORECASE)
_MOST_ROWS_OF_UNITS = 2
_REMARK = re.compile(r"(单位|注|备注|说明|提示|note|unit)s?\s*[:：].*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """Positions among the rows that were given: `top` to `bottom` (both included) are the header, `units` follow it."""

    top: int
    bottom: int
    units: int
    names: tuple[str, ...]


def find_header(rows: Sequence[Row], merges: Sequence[Merge]) -> Header:
    """The header of the first rows of a sheet; the first row when nothing looks like one."""
    principal = _principal_row(rows)
    top = _with_groups_above(rows, principal, merges)
    return _header(rows, top, _with_rows_below(rows, principal, merges, top), merges)


def header_at(rows: Sequence[Row], bottom: int, merges: Sequence[Merge]) -> Header:
    """The header whose lowest row a person chose, with the names of groups above it, which leave columns blank."""
    top = _with_groups_above(rows, bottom, merges)
    while top < bottom and rows[top].filled >= rows[bottom].filled:
        top += 1
    return _header(rows, top, bottom, merges)


def without_header(rows: Sequence[Row], first: int) -> Header:
    """The data begin in the row `first`; its columns are numbered."""
    return Header(first, first - 1, 0, tuple(f"column {number}" for number in range(1, len(rows[0].cells) + 1)))


def _header(rows: Sequence[Row], top: int, bottom: int, merges: Sequence[Merge]) -> Header:
    units = _rows_of_units(rows, bottom)
    names = _names(rows[top : bottom + 1], merges)
    return Header(top, bottom, units, _asked(names, rows[bottom + 1]) if units else names)


def _principal_row(rows: Sequence[Row]) -> int:
    """The first row that is filled about as far as the rows below it."""
    start = next((index for index in range(min(len(rows), _SEARCHED_ROWS)) if _spans_the_table(rows, index)), 0)
    while _is_superseded(rows, start):
        start += 1
    return start


def _spans_the_table(rows: Sequence[Row], index: int) -> bool:
    row = rows[index]
    below = quartile([other.filled for other in rows[index + 1 : index + 1 + _ROWS_COMPARED]], 0.75)
    if below == 0:
        return True
    if row.filled < 2 <= below or row.filled * 2 <= below:
        return False
    return not (row.filled == 2 and _is_labelled_value(row) and row.filled <= below)


def _is_labelled_value(row: Row) -> bool:
    """`统计周期：` beside a date."""
    first, *others = row.texts
    return _LABEL.fullmatch(first) is not None and not any(_LABEL.fullmatch(other) for other in others)


def _reads_like_names(row: Row) -> bool:
    return row.filled > 0 and row.values * 5 <= row.filled


def _is_superseded(rows: Sequence[Row], index: int) -> bool:
    """A row with values directly above a row of names with values below it belongs to the title."""
    if index + 2 >= len(rows) or _reads_like_names(rows[index]):
        return False
    names, data = rows[index + 1], rows[index + 2]
    return names.values == 0 and names.filled >= max(2, rows[index].filled) and data.values > 0


def _with_groups_above(rows: Sequence[Row], principal: int, merges: Sequence[Merge]) -> int:
    top = principal
    named = set(rows[principal].columns)
    while top > 0 and principal - top < _MOST_HEADER_ROWS - 1 and _is_group_row(rows, top, named, merges):
        top -= 1
        named |= rows[top].columns
    return top


def _is_group_row(rows: Sequence[Row], below: int, named: set[int], merges: Sequence[Merge]) -> bool:
    """Names of groups of columns: merged over several columns, or spread over the sheet, or naming what is unnamed."""
    row = rows[below - 1]
    if row.number != rows[below].number - 1 or row.values or not _reads_like_names(rows[below]):
        return False
    width = max(named) + 1
    if any(_groups_columns(merge, row.number, width) for merge in merges):
        return True
    if row.filled < 2 or _LABEL.fullmatch(row.texts[0]):
        return False
    return max(row.columns) * 2 >= width or bool(row.columns - named - set(range(width, len(row.cells))))


def _groups_columns(merge: Merge, row: int, width: int) -> bool:
    (top, left), (bottom, right) = merge
    return top == bottom == row and left < right and right - left + 1 < width


def _with_rows_below(rows: Sequence[Row], principal: int, merges: Sequence[Merge], top: int) -> int:
    bottom = principal
    while bottom + 2 < len(rows) and bottom - top < _MOST_HEADER_ROWS - 1:
        merged = any(
            first[0] in _numbers(rows, top, bottom) and _reaches(last[0], rows, bottom) for first, last in merges
        )
        lower, data = rows[bottom + 1], rows[bottom + 2 :]
        if not (
            merged or _continues_header(rows[top : bottom + 1], lower, data) or _is_named(rows[bottom], lower, data)
        ):
            break
        bottom += 1
    return bottom


def _numbers(rows: Sequence[Row], top: int, bottom: int) -> range:
    return range(rows[top].number, rows[bottom].number + 1)


def _reaches(last: int, rows: Sequence[Row], bottom: int) -> bool:
    """A cell merged downwards over the next row and not much further."""
    return rows[bottom + 1].number <= last <= rows[bottom].number + _MOST_HEADER_ROWS and not rows[bottom + 1].values


def _continues_header(header: Sequence[Row], lower: Row, data: Sequence[Row]) -> bool:
    """Names in columns that are still unnamed, and nothing in a named column that the data fill."""
    named = set().union(*(row.columns for row in header))
    upper = header[-1].columns
    fresh = {column for column in lower.columns - upper if any(left < column for left in upper)}
    if lower.values or not fresh or not fresh - (named - upper):
        return False
    return any(_share_filled(column, data) >= 0.5 for column in named - lower.columns)


def _is_named(groups: Row, lower: Row, data: Sequence[Row]) -> bool:
    """Names below the names of groups: in all their columns, and in those that a group leaves to its left neighbour."""
    fresh = lower.columns - groups.columns
    if lower.values or not fresh or not groups.columns <= lower.columns or min(fresh) < min(groups.columns):
        return False
    return any(_holds_values(column, data) for column in lower.columns)


def _share_filled(column: int, data: Sequence[Row]) -> float:
    sample = data[:20]
    return sum(row.cells[column] is not None for row in sample) / len(sample) if sample else 0.0


def _rows_of_units(rows: Sequence[Row], bottom: int) -> int:
    """How many rows between the header and the data hold units, formulas or descriptions."""
    for number in range(_MOST_ROWS_OF_UNITS, 0, -1):
        between, data = rows[bottom + 1 : bottom + 1 + number], rows[bottom + 1 + number :]
        if data and all(_is_units(rows[bottom], row, data) for row in between):
            return number
    return 0


def _asked(names: tuple[str, ...], described: Row) -> tuple[str, ...]:
    """Where a survey tool heads its columns `Q2_1` and says the question below: both, `Q2_1. question`."""
    return tuple(
        f"{name}. {text}" if text and _QUESTION_CODE.fullmatch(name) and len(text) > len(name) else name
        for name, text in zip(names, described.cells, strict=True)
    )


def _is_units(header: Row, row: Row, data: Sequence[Row]) -> bool:
    """A row of units or formulas between the header and the data."""
    if not row.filled or row.values:
        return False
    if all(_UNIT.fullmatch(cell) for cell in row.texts):
        return True
    if row.filled == 1 and header.filled >= 3:
        return _REMARK.fullmatch(row.texts[0]) is not None
    if _describes_columns(row, data):
        return True
    first = min(header.columns)
    if row.cells[first] is not None or _share_filled(first, data) < 0.5:
        return False
    return any(_holds_values(column, data) for column in row.columns)


def _describes_columns(row: Row, data: Sequence[Row]) -> bool:
    """Words in columns of ids, times and amounts: what the columns mean, said below their names."""
    words = [column for column, cell in enumerate(row.cells) if cell is not None and not says_nothing(cell)]
    contradicting = [column for column in words if _holds_values(column, data)]
    return len(contradicting) >= 3 or (len(contradicting) >= 2 and 2 * len(contradicting) > len(words))


def _holds_values(column: int, data: Sequence[Row]) -> bool:
    filled = [cell for row in data[:20] if (cell := row.cells[column]) is not None]
    return bool(filled) and sum(map(is_value, filled)) >= 0.8 * len(filled)


def _names(header: Sequence[Row], merges: Sequence[Merge]) -> tuple[str, ...]:
    """Upper and lower names joined by "/"; without merged cells a blank upper name is the one to its left."""
    spread = [list(row.cells) for row in header]
    numbers = {row.number: index for index, row in enumerate(header)}
    inside = [merge for merge in merges if merge[0][0] in numbers]
    for merge in inside:
        _fill(spread, merge, numbers)
    if not any(left[1] < right[1] for left, right in inside):
        for level in range(len(spread) - 1):
            _inherit_from_left(spread[level], spread[level + 1 :])
    return tuple("/".join(dict.fromkeys(cell for cell in column if cell)) for column in zip(*spread, strict=True))


def _fill(spread: list[list[str | None]], merge: Merge, numbers: dict[int, int]) -> None:
    (top, left), (bottom, right) = merge
    if not 0 <= left < len(spread[0]):
        return
    text = spread[numbers[top]][left]
    for number in range(top, bottom + 1):
        for column in range(left, min(right, len(spread[0]) - 1) + 1):
            if number in numbers:
                spread[numbers[number]][column] = text


def _inherit_from_left(names: list[str | None], lower: Sequence[Sequence[str | None]]) -> None:
    last: str | None = None
    for column, name in enumerate(names):
        if name is not None:
            last = name
        elif any(level[column] is not None for level in lower):
            names[column] = last
