"""What can be chosen in retention."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Annotated, Any, Literal

from insight.calendar.periods import PERIODS, SIZES, Period, first_day_from
from insight.errors import ParameterError
from insight.fields import AsOf, Choice, Day, Days, Given, InCurrency, Named, Whole, check_fields
from insight.fields.told import FROM, UNTIL
from insight.i18n import Text, _

Entry = Literal["first_order", "joined", "event"]
Returns = Literal["order", "category", "amount", "event"]
Mode = Literal["calendar", "rolling"]
Criterion = Literal["on", "on_or_after", "custom"]
Measure = Literal["rate", "people", "amount", "orders"]
Breakdown = Literal["channel", "tier", "province", "first_product", "first_coupon", "trait"]
Average = Literal["pooled", "simple"]

Brackets = tuple[tuple[int, int], ...]

MOST_BRACKETS = 8
MOST_PERIODS = 60
MOST_DAYS = 3650
VALUES_SHOWN = 6
DEFAULT_BRACKETS: Brackets = ((1, 31), (31, 61), (61, 91), (91, 181))

ENTRIES: dict[Entry, Text] = {
    "first_order": _("Their first order"),
    "joined": _("Joining"),
    "event": _("An event"),
}
RETURNS: dict[Returns, Text] = {
    "order": _("Any order"),
    "category": _("An order of a category"),
    "amount": _("Money kept"),
    "event": _("An event"),
}
MODES: dict[Mode, Text] = {"calendar": _("Calendar"), "rolling": _("Own days")}
CRITERIA: dict[Criterion, Text] = {
    "on": _("In the period"),
    "on_or_after": _("In it or later"),
    "custom": _("Brackets of days"),
}
MEASURES: dict[Measure, Text] = {
    "rate": _("Rate"),
    "people": _("People back"),
    "amount": _("Money"),
    "orders": _("Orders placed"),
}
"""What a cell of the matrix can show."""

BREAKDOWNS: dict[Breakdown, Text] = {
    "channel": _("channel at entry"),
    "tier": _("tier as of today"),
    "province": _("province at entry"),
    "first_product": _("first product"),
    "first_coupon": _("first coupon"),
    "trait": _("a trait or a tag"),
}
AVERAGES: dict[Average, Text] = {"pooled": _("Pooled"), "simple": _("Simple")}

ORDER_ONLY = ("first_product", "first_coupon")
"""Breakdowns of whoever entered by the first order."""

_EXPECTED_BRACKETS: Text = _(
    "one to {most} rising spans of days such as [[1, 31], [31, 61]]: first day included, last not", most=MOST_BRACKETS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionParams:
    """Who entered when, what counts as coming back, and in which periods.

    `as_of` is the first day not counted. People enter by their first order, by joining, or by the first `entry_event`
    named so; they are grouped by the `period` they entered in, from `since` (first day) to `until` (first day not
    counted): whole groups only. They come back by any order, by an order of `category` (a product without a category
    stands for itself), by an order in `currency` whose money is counted ("amount"), or by the event `return_event`; at
    least `min_orders` times. "calendar" counts the calendar's periods after the one of entry; "rolling" counts from
    each person's own day: a month is 30 days, a quarter 90. "on" looks at one period, "on_or_after" at it and all later
    ones, "custom" at `brackets`: days after the own day of entry, first included, last not. `breakdown` takes the value
    at entry; a tier is only known as of today, as is a `trait` (its name, or `tag:` and a tag). `return_days` is the
    span in which cohorts and festivals are compared.
    `measure` and `average` say what is shown first; they change no number.
    """

    as_of: AsOf
    currency: InCurrency
    entry: Annotated[Entry, Choice(options=ENTRIES, label=_("Won by"))] = "first_order"
    entry_event: Annotated[str | None, Named(label=_("First time of"))] = None
    returns: Annotated[Returns, Choice(options=RETURNS, label=_("Kept by"))] = "order"
    category: Annotated[str | None, Named(label=_("Category"), told=_("Only orders of the category {value}"))] = None
    return_event: Annotated[str | None, Named(label=_("Which event"))] = None
    min_orders: Annotated[
        int, Whole(least=1, most=100, label=_("At least so many times"), told=_("At least {value} orders"))
    ] = 1
    period: Annotated[Period, Choice(options=PERIODS, label=_("Cohorts and periods by"))] = "month"
    periods: Annotated[int, Whole(least=1, most=MOST_PERIODS, label=_("Number of periods"))] = 12
    mode: Annotated[Mode, Choice(options=MODES, label=_("Periods count by"))] = "calendar"
    criterion: Annotated[Criterion, Choice(options=CRITERIA, label=_("Came back"))] = "on"
    brackets: Annotated[Brackets | None, Given(label=_("Brackets of days"), shape=_EXPECTED_BRACKETS)] = None
    measure: Annotated[Measure, Choice(options=MEASURES, label=_("In each cell"))] = "rate"
    breakdown: Annotated[Breakdown | None, Choice(options=BREAKDOWNS, label=_("Broken down by"))] = None
    trait: Annotated[str | None, Named(label=_("Trait or tag"))] = None
    since: Annotated[dt.date | None, Day(label=_("Cohorts from"), told=FROM)] = None
    until: Annotated[dt.date | None, Day(label=_("Cohorts before"), told=UNTIL)] = None
    average: Annotated[Average, Choice(options=AVERAGES, label=_("Average"))] = "pooled"
    return_days: Annotated[
        int,
        Days(
            most=MOST_DAYS,
            label=_("Days to compare festivals by"),
            told=_("Back within {value} days counts as coming back"),
        ),
    ] = 90

    def __post_init__(self) -> None:
        check_fields(self)
        self._check_named("entry_event", is_needed=self.entry == "event")
        self._check_named("category", is_needed=self.returns == "category")
        self._check_named("return_event", is_needed=self.returns == "event")
        self._check_named("trait", is_needed=self.breakdown == "trait")
        self._check_together()
        object.__setattr__(self, "brackets", self._brackets())

    def _check_named(self, name: str, *, is_needed: bool) -> None:
        value = getattr(self, name)
        if is_needed and not value:
            raise ParameterError(name, value, _("a name as the data write it"))
        if not is_needed and value is not None:
            raise ParameterError(name, value, _("nothing: it goes with another choice of entry, returns or breakdown"))

    def _check_together(self) -> None:
        if self.returns == "amount" and self.min_orders != 1:
            raise ParameterError("min_orders", self.min_orders, _("1 with money kept"))
        if self.returns == "amount" and self.criterion == "on_or_after":
            raise ParameterError("criterion", self.criterion, _("on or custom with money kept"))
        if self.returns == "event" and self.measure == "amount":
            raise ParameterError("measure", self.measure, _("rate, people or orders: events carry no money"))
        if self.breakdown in ORDER_ONLY and self.entry != "first_order":
            raise ParameterError("breakdown", self.breakdown, _("it with entry by the first order only"))
        if self.since is not None and self.until is not None and not self.since < self.until:
            raise ParameterError("until", self.until, _("a day after {since:day}", since=self.since))

    def _brackets(self) -> Brackets | None:
        if self.criterion != "custom":
            if self.brackets is not None:
                raise ParameterError("brackets", self.brackets, _("criterion custom with it"))
            return None
        given = DEFAULT_BRACKETS if self.brackets is None else tuple(tuple(pair) for pair in self.brackets)
        is_right = 1 <= len(given) <= MOST_BRACKETS and all(_is_bracket(pair) for pair in given)
        if not is_right or list(given) != sorted(set(given)):
            raise ParameterError("brackets", self.brackets, _EXPECTED_BRACKETS)
        return given  # type: ignore[return-value]

    @property
    def is_trivial_at_entry(self) -> bool:
        """Whether everybody is counted as back in the period of entry, so that it says nothing."""
        return self.entry == "first_order" and self.returns in ("order", "amount") and self.min_orders == 1

    @property
    def asks_any_order(self) -> bool:
        """Whether each order tells by itself whether it is the person's first one to come back with."""
        return self.entry == "first_order" and self.returns == "order" and self.min_orders == 1

    @property
    def looks_back(self) -> bool:
        """Whether each order tells by itself whether it is the person's first one in its period."""
        return self.asks_any_order and self.criterion != "on_or_after"

    def within(self) -> "RetentionParams":
        """The same question asked by day of entry: back on a later day, at most `return_days` after."""
        return replace(
            self,
            period="day",
            criterion="custom",
            brackets=((1, self.return_days + 1),),
            breakdown=None,
            trait=None,
            since=self.entered_from(),
            until=self.entered_until(),
        )

    def entered_from(self) -> dt.date | None:
        """The first day of the first whole cohort."""
        return None if self.since is None else first_day_from(self.since, self.period)

    def entered_until(self) -> dt.date | None:
        """The first day after the last whole cohort."""
        return None if self.until is None else first_day_from(self.until, self.period)

    def values(self) -> dict[str, Any]:
        """What the statements are bound to; the filters of people are open."""
        return {
            "as_of": self.as_of,
            "currency": self.currency,
            "entry_event": self.entry_event,
            "category": self.category,
            "return_event": self.return_event,
            "min_orders": self.min_orders,
            "periods": len(self.brackets) if self.brackets else self.periods,
            "period_size": SIZES[self.period],
            "period_days": PERIOD_DAYS[self.period],
            "entered_from": self.entered_from(),
            "entered_until": self.entered_until(),
            "values_shown": VALUES_SHOWN,
            "return_days": self.return_days,
            "days_end": max((high for _low, high in self.brackets or ()), default=0),
            **_numbered("low", [low for low, _high in self.brackets or ()]),
            **_numbered("high", [high for _low, high in self.brackets or ()]),
            **OPEN,
        }


PERIOD_DAYS: dict[Period, int] = {"day": 1, "week": 7, "month": 30, "quarter": 90}
"""How long a rolling period is."""

OPEN: dict[str, Any] = {
    "first_cohort_no": None,
    "last_cohort_no": None,
    "except_first_no": None,
    "except_last_no": None,
    "value": None,
    "only_rest": False,
    "period_no": None,
    "is_returned": None,
}
"""Filters of the people statements, open."""


def _is_bracket(pair: tuple[int, ...]) -> bool:
    whole = len(pair) == 2 and all(isinstance(day, int) and not isinstance(day, bool) for day in pair)
    return whole and 0 <= pair[0] < pair[1] <= MOST_DAYS


def _numbered(name: str, days: list[int]) -> dict[str, int | None]:
    """`name`_1 to `name`_8, None beyond the brackets."""
    return {f"{name}_{number}": day for number, day in zip_longest(range(1, MOST_BRACKETS + 1), days)}
