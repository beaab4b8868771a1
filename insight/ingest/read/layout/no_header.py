"""Whether the first row of a table is a header at all, or already data."""

import re
from collections.abc import Sequence
from itertools import pairwise

from insight.ingest.read.layout.rows import Row, is_value

_COMPARED = 50
_MOSTLY = 0.8
_YEARS = range(1900, 2101)
_KINDS = (
    re.compile(r"[^@\s]+@[^@\s]+\.\w+"),
    re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}.*"),
    re.compile(r"\d{4}[-/.年]\d{1,2}月?"),
    re.compile(r"\d{1,2}:\d{2}.*"),
    re.compile(r"\+?[\d\s()-]{7,}"),
    re.compile(r"[-+]?[\d.,\s]*\d[\d.,]*"),
)


def is_data(row: Row, below: Sequence[Row]) -> bool:
    """Every column that holds numbers, dates or ids below holds one of the same kind in the row itself.

    A header of years, of dates over amounts, or of numbers counted upwards is a header.
    """
    same, other = _columns_alike(row, below)
    return bool(same) and not other and not _is_counted(row, same)


def is_doubtful(row: Row, below: Sequence[Row]) -> bool:
    """Half of these columns or more say that it is data, or all of them beside a run of numbers."""
    same, other = _columns_alike(row, below)
    return bool(same) and len(same) >= len(other)


def _columns_alike(row: Row, below: Sequence[Row]) -> tuple[list[int], list[int]]:
    """Of the columns with values below: those in which the row has one of their kind, and the others."""
    same: list[int] = []
    other: list[int] = []
    for column in sorted(row.columns):
        kinds = [_kind(cell) for under in below[:_COMPARED] if (cell := under.cells[column]) is not None]
        usual = max(set(kinds), key=kinds.count, default=None)
        if usual is None or kinds.count(usual) < _MOSTLY * len(kinds):
            continue
        (same if _kind(row.cells[column] or "") == usual else other).append(column)
    return same, other


def _kind(cell: str) -> int | None:
    """Which of the kinds a value is of; None for words."""
    if not is_value(cell):
        return None
    return next((number for number, kind in enumerate(_KINDS) if kind.fullmatch(cell)), len(_KINDS))


def _is_counted(row: Row, columns: Sequence[int]) -> bool:
    """1, 2, 3 or 2021, 2022 beside each other."""
    texts = [row.cells[column] or "" for column in columns]
    if len(texts) < 2 or not all(text.isdecimal() and len(text) < 9 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return len(steps) == 1 and steps <= {1, -1} and (len(numbers) > 2 or all(number in _YEARS for number in numbers))
