"""The rows of a small frame as plain values."""

from typing import Any

import pandas as pd

from insight.results.defined import defined, defined_money

__all__ = ["Row", "defined", "defined_money", "rows_of", "share_of_most", "top_row"]

Row = dict[str, Any]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """One dictionary a row."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def top_row(frame: pd.DataFrame, column: str) -> Row:
    """The row with the highest value; the first of equal ones. An undefined value is below every other."""
    return max(rows_of(frame), key=lambda row: (defined(row[column]) is not None, defined(row[column]) or 0.0))


def share_of_most(value: Any, most: float) -> float | None:
    """How near a number comes to the highest one, from 0 to 1; None where it is undefined or all are 0."""
    number = defined(value)
    return None if number is None or not most else number / most
