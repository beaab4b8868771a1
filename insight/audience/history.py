"""A segment over time: the same meaning asked of the same data as of earlier days."""

import calendar
import datetime as dt
from collections.abc import Sequence
from typing import Literal

import pandas as pd

from insight.audience.expression import Expression
from insight.audience.kept import size
from insight.audience.saved import SavedSegment
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import Warehouse

Step = Literal["week", "month", "quarter"]

_MONTHS = {"month": 1, "quarter": 3}


def past_days(as_of: dt.date, *, step: Step = "month", steps: int = 12) -> list[dt.date]:
    """`steps` days before the as-of day and the day itself, the earliest first.

    A month earlier is the same day of that month, its last where it has none: 31 May, 30 April.
    """
    if step == "week":
        return [as_of - dt.timedelta(weeks=back) for back in range(steps, -1, -1)]
    return [_earlier(as_of, _MONTHS[step] * back) for back in range(steps, -1, -1)]


def sizes(warehouse: Warehouse, segment: SavedSegment | Expression, days: Sequence[dt.date]) -> pd.DataFrame:
    """One row a day: as_of, customers (nan where it cannot be said: a number it speaks of could not be had then)."""
    counts = [_size(warehouse, segment, day) for day in days]
    return pd.DataFrame({"as_of": list(days), "customers": pd.Series(counts, dtype="float64")})


def _size(warehouse: Warehouse, segment: SavedSegment | Expression, day: dt.date) -> float | None:
    try:
        return size(warehouse, segment, day)
    except (NotEnoughDataError, ParameterError):
        return None


def _earlier(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
