"""The periods of the calendar, numbered, and when a person's or a cohort's period begins and is over."""

import datetime as dt
from typing import Literal

from insight.i18n import Text, _

Period = Literal["day", "week", "month", "quarter"]
Unit = Literal["days", "months"]

_FIRST_MONDAY = dt.date(1900, 1, 1)
"""Weeks begin on Monday and are counted from this one, days too."""

SIZES: dict[Period, int] = {"day": 1, "week": 7, "month": 1, "quarter": 3}
"""How many days, or months, a period of the calendar has."""

PERIODS: dict[Period, Text] = {
    "month": _("By month"),
    "week": _("By week"),
    "quarter": _("By quarter"),
    "day": _("By day"),
}
"""What people choose a period by, the usual one first."""


def unit_of(period: Period) -> Unit:
    """What a period of the calendar is measured in."""
    return "months" if period in ("month", "quarter") else "days"


def number_of(day: dt.date, period: Period) -> int:
    """The number of the period that holds the day; the one after it has the next number."""
    if unit_of(period) == "months":
        return (day.year * 12 + day.month - 1) // SIZES[period]
    return (day - _FIRST_MONDAY).days // SIZES[period]


def first_day_of(number: int, period: Period) -> dt.date:
    """The first day of the period with that number."""
    if unit_of(period) == "months":
        year, month = divmod(number * SIZES[period], 12)
        return dt.date(year, month + 1, 1)
    return _FIRST_MONDAY + dt.timedelta(days=number * SIZES[period])


def first_day_from(day: dt.date, period: Period) -> dt.date:
    """The first period that begins on the day or after it."""
    number = number_of(day, period)
    first = first_day_of(number, period)
    return first if first == day else first_day_of(number + 1, period)


def period_name(first: dt.date, period: Period) -> Text:
    """How people call a period."""
    if period == "month":
        return _("{day:month}", day=first)
    if period == "quarter":
        return _("{year} Q{quarter}", year=first.year, quarter=(first.month + 2) // 3)
    return _("week of {day:day}", day=first) if period == "week" else _("{day:day}", day=first)
