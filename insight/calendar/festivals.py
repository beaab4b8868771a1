"""The shopping festivals that win people, as spans of days."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain

from insight.calendar.festival_days import moving_days
from insight.i18n import Text, _


@dataclass(frozen=True, slots=True)
class Window:
    """A span of days in which people were won: `starts_on` is in it, `ends_on` is the first day after it."""

    key: str
    kind: str
    name: Text
    starts_on: dt.date
    ends_on: dt.date


# (key, name, first day, last day) as month and day, the same every year
_FIXED = (
    ("womens_day", _("Women's Day"), (3, 1), (3, 8)),
    ("618", _("618"), (6, 1), (6, 20)),
    ("1111", _("Double 11"), (10, 20), (11, 11)),
    ("1212", _("Double 12"), (12, 1), (12, 12)),
)

_LAST_SPRING_MONTH = 2
"""Spring Festival falls between 21 January and 20 February."""

_SHOPPING_DAYS = 21
"""People buy for the Spring Festival in the three weeks before it."""


def festivals(first: dt.date, last: dt.date) -> list[Window]:
    """The festivals that touch the days from `first` to `last`, in order of time."""
    years = range(first.year, last.year + 1)
    found = chain.from_iterable((*_fixed(year), *_spring_festival(year)) for year in years)
    touching = (window for window in found if window.starts_on <= last and window.ends_on > first)
    return sorted(touching, key=lambda window: (window.starts_on, window.key))


def peak_of(window: Window) -> dt.date:
    """The day a festival is at its height: the one it is named for; before Spring Festival the middle of the span."""
    if window.key.startswith("spring-"):
        return window.starts_on + (window.ends_on - window.starts_on) // 2
    return window.ends_on - dt.timedelta(days=1)


def a_year_before(month: dt.date) -> dt.date:
    """The month of the year before that compares with this one, both as first days.

    It is the same month, but for January and February of years in which people bought for Spring Festival in different
    ones of the two: the festival's month is compared with the festival's month.
    """
    same = month.replace(year=month.year - 1, day=1)
    now, then = _spring_month(month.year), _spring_month(month.year - 1)
    if month.month > _LAST_SPRING_MONTH or now is None or then is None or now == then:
        return same
    return same.replace(month=1 if month.month == _LAST_SPRING_MONTH else _LAST_SPRING_MONTH)


def _spring_month(year: int) -> int | None:
    return next((peak_of(window).month for window in _spring_festival(year)), None)


def _fixed(year: int) -> list[Window]:
    return [
        Window(
            f"{key}-{year}",
            "festival",
            _("{festival} {year}", festival=name, year=year),
            dt.date(year, *start),
            dt.date(year, *end) + dt.timedelta(days=1),
        )
        for key, name, start, end in _FIXED
    ]


def _spring_festival(year: int) -> list[Window]:
    day = moving_days()["spring"].get(year)
    if day is None:
        return []
    name = _("{festival} {year}", festival=_("Spring Festival shopping"), year=year)
    return [Window(f"spring-{year}", "festival", name, day - dt.timedelta(days=_SHOPPING_DAYS), day)]
