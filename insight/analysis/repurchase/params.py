"""What can be chosen in repurchase."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Annotated, Any

from insight.calendar.periods import PERIODS, SIZES, Period
from insight.errors import ParameterError
from insight.fields import AsOf, Choice, Day, Days, Given, InCurrency, Named, Whole, check_fields
from insight.fields.told import FROM, UNTIL
from insight.i18n import _

MOST_DAYS = 3650
MOST_WINDOWS = 6
_WINDOWS = _("one to {most} rising numbers of days", most=MOST_WINDOWS)
_DAY = Days(name="days", most=MOST_DAYS, label=_("Days"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RepurchaseParams:
    """How long people take from one purchase to the next, and what they bring over time.

    `as_of` is the first day not counted. Orders of one person on one day are one purchase. Curves run from the first
    purchase to the second up to number `steps`; `days` are the spans in which a next purchase is looked for. Only
    people whose first order lies between `since` (first day) and `until` (first day not counted) are counted. Net
    revenue is added up by the `period` of the first order, over `periods` periods after it, in `currency`. `trait`
    tells the people of the first purchase apart: the name of a trait, or `tag:` and a tag, as known today.
    """

    as_of: AsOf
    currency: InCurrency
    since: Annotated[dt.date | None, Day(label=_("First order from"), told=FROM)] = None
    until: Annotated[dt.date | None, Day(label=_("First order before"), told=UNTIL)] = None
    steps: Annotated[int, Whole(least=1, most=9, label=_("Number of steps"))] = 3
    days: Annotated[tuple[int, ...], Given(label=_("Within so many days"), shape=_WINDOWS)] = (30, 60, 90, 180)
    period: Annotated[Period, Choice(options=PERIODS, label=_("Cohorts by"))] = "month"
    periods: Annotated[int, Whole(least=1, most=60, label=_("Number of periods"))] = 12
    trait: Annotated[str | None, Named(label=_("Broken down by"))] = None

    def __post_init__(self) -> None:
        check_fields(self)
        if self.since is not None and self.until is not None and not self.since < self.until:
            raise ParameterError("until", self.until, _("a day after {since:day}", since=self.since))
        object.__setattr__(self, "days", self._days())

    def _days(self) -> tuple[int, ...]:
        days = tuple(self.days)
        for number in days:
            _DAY.check(number)
        if not 1 <= len(days) <= MOST_WINDOWS or not all(one < next_one for one, next_one in pairwise(days)):
            raise ParameterError("days", list(days), _WINDOWS)
        return days

    def values(self) -> dict[str, Any]:
        """What the statements are bound to; the filters of people are open."""
        return {
            "as_of": self.as_of,
            "currency": self.currency,
            "entered_from": self.since,
            "entered_until": self.until,
            "steps": self.steps,
            "period_size": SIZES[self.period],
            "periods": self.periods,
            "days_end": self.days[-1],
            **{f"days_{place}": days for place, days in zip_longest(range(1, MOST_WINDOWS + 1), self.days)},
            **OPEN,
        }


OPEN: dict[str, Any] = {
    "step": None,
    "followed_least": None,
    "followed_most": None,
    "waited_least": None,
    "waited_exactly": None,
    "is_bought": None,
    "within_days": None,
    "is_within": None,
    "cohort_no": None,
    "entered_last": None,
    "value": None,
    "named_values": None,
}
"""Filters of the people statements, open."""
