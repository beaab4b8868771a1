"""Comparisons of two spans of days across a festival: which lie in one of them only, and the same days of last year."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from insight.calendar.festival_days import (
    FESTIVALS,
    FIRST_YEAR,
    LAST_YEAR,
    FestivalDay,
    FestivalKey,
    festival_day,
    festival_days,
)
from insight.calendar.festivals import Window, festivals, peak_of
from insight.errors import ParameterError
from insight.i18n import Text, _

Span = tuple[dt.date, dt.date]
"""Half open: the first day, and the first one after it."""

FESTIVAL_NAMES: Mapping[str, Text] = {key: FESTIVALS[key].name for key in get_args(FestivalKey)}
"""What a festival is called by which days can be aligned."""

_SHOPPING = " shopping"
_MOVING_SALES = 2
"""Festivals of a higher rank than this move no sales to speak of."""


@dataclass(frozen=True, slots=True)
class OneSided:
    """A festival that lies in one of two spans only: in the later one, or in the earlier."""

    key: str
    name: Text
    is_later: bool


def in_one_only(earlier: Span, later: Span) -> list[OneSided]:
    """Festivals that lie in one of the spans, and none of their kind in the other; those of the earlier one first.

    A shopping festival lies where it is at its height or where its day is; but Spring Festival is two things, the weeks
    in which people buy for it and the days on which they do not.
    """
    then, now = _within(earlier), _within(later)
    return [
        OneSided(kind.removesuffix(_SHOPPING), name, is_later)
        for here, there, is_later in ((then, now, False), (now, then, True))
        for kind, name in here.items()
        if kind not in there
    ]


def _within(span: Span) -> dict[str, Text]:
    first, until = span
    shopping = (window for window in festivals(first, until) if first <= peak_of(window) < until)
    found = {_kind(window): window.name for window in shopping}
    for one in festival_days(first, until - dt.timedelta(days=1)):
        if one.festival.rank <= _MOVING_SALES:
            found.setdefault(one.festival.key, one.name)
    return found


def _kind(window: Window) -> str:
    key = window.key.rsplit("-", 1)[0]
    return f"{key}{_SHOPPING}" if key == "spring" else key


def around_a_year_before(span: Span, key: str) -> Span:
    """The days of the year before that lie around the festival as the days of the span lie around this year's.

    This year's is the one nearest to the middle of the span. Raises ParameterError for a festival that is not there or
    days that the calendar does not reach.
    """
    now = nearest(span, key)
    if now.day.year == FIRST_YEAR:
        raise ParameterError("around", now.day, _("days from {first} to {last}", first=FIRST_YEAR + 1, last=LAST_YEAR))
    apart = now.day - festival_day(key, now.day.year - 1).day
    return span[0] - apart, span[1] - apart


def nearest(span: Span, key: str) -> FestivalDay:
    """The festival nearest to the middle of the span. Raises ParameterError as `around_a_year_before`."""
    if key not in FESTIVALS:
        raise ParameterError("around", key, _("one of {names}", names=", ".join(FESTIVALS)))
    middle = span[0] + (span[1] - span[0]) / 2
    years = range(max(middle.year - 1, FIRST_YEAR), min(middle.year + 1, LAST_YEAR) + 1)
    if middle.year not in years:
        raise ParameterError("around", middle, _("days from {first} to {last}", first=FIRST_YEAR + 1, last=LAST_YEAR))
    return min((festival_day(key, year) for year in years), key=lambda one: (abs(one.day - middle), one.day))
