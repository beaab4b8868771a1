"""The rows of a small frame as plain values."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """One dictionary a row."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def top_row(frame: pd.DataFrame, column: str) -> Row:
    """The row with the highest value; the first of equal ones. An undefined value is below every other."""
    return max(rows_of(frame), key=lambda row: (defined(row[column]) is not None, defined(row[column]) or 0.0))


def defined(value: Any) -> float | None:
    """The number, None where it is undefined."""
    return None if value is None or pd.isna(value) else float(value)
