"""What was chosen, in words: who entered, what coming back is, and in which period."""

import datetime as dt
from typing import Any

from insight.analysis.retention.params import BREAKDOWNS, RetentionParams
from insight.analysis.retention.spans import days_of
from insight.analysis.traits import Apart
from insight.calendar.periods import number_of, period_name
from insight.i18n import Text, _


def entered_in(params: RetentionParams, cohort: dt.date | None) -> Text:
    """Who a cohort is; with None the people of all cohorts whose period is over."""
    if cohort is None:
        return _entered(params, _("the cohorts whose period is over"))
    return _entered(params, period_name(cohort, params.period))


def entered_between(params: RetentionParams, first: dt.date, last: dt.date) -> Text:
    """Who entered from the first day to the last, both included."""
    return _entered(params, _("{first:day} – {last:day}", first=first, last=last))


def entered_on_other_days(params: RetentionParams, first: dt.date, last: dt.date) -> Text:
    """Who entered on other days and has had all the days to come back."""
    return _entered(params, _("other days than {first:day} – {last:day}, long enough ago", first=first, last=last))


def entered_ever(params: RetentionParams) -> Text:
    """Everybody who entered."""
    return _entered(params, _("any cohort"))


def _entered(params: RetentionParams, when: Text) -> Text:
    if params.entry == "joined":
        return _("People who joined in {when}", when=when)
    if params.entry == "event":
        return _("People who first did “{event}” in {when}", event=params.entry_event, when=when)
    return _("People whose first order was in {when}", when=when)


def came_back(params: RetentionParams, when: Text, *, is_returned: bool) -> Text:
    """What they did in the period, or did not do."""
    values: dict[str, Any] = {"when": when, "n": params.min_orders}
    if params.returns == "event":
        values["event"] = params.return_event
        if params.min_orders > 1:
            return _times_event(values, is_returned=is_returned)
        return _("did “{event}” {when}", **values) if is_returned else _("did not do “{event}” {when}", **values)
    if params.returns == "category":
        values["category"] = params.category
        if params.min_orders > 1:
            return _times_category(values, is_returned=is_returned)
        return _("ordered “{category}” {when}", **values) if is_returned else _not_category(values)
    if params.returns == "amount":
        values["currency"] = params.currency
        if is_returned:
            return _("ordered in {currency:currency} {when}", **values)
        return _("did not order in {currency:currency} {when}", **values)
    if params.min_orders > 1:
        if is_returned:
            return _("ordered {n} times or more {when}", **values)
        return _("did not order {n} times {when}", **values)
    return _("ordered {when}", **values) if is_returned else _("did not order {when}", **values)


def _not_category(values: dict[str, Any]) -> Text:
    return _("did not order “{category}” {when}", **values)


def _times_event(values: dict[str, Any], *, is_returned: bool) -> Text:
    if is_returned:
        return _("did “{event}” {n} times or more {when}", **values)
    return _("did not do “{event}” {n} times {when}", **values)


def _times_category(values: dict[str, Any], *, is_returned: bool) -> Text:
    if is_returned:
        return _("ordered “{category}” {n} times or more {when}", **values)
    return _("did not order “{category}” {n} times {when}", **values)


def in_period(params: RetentionParams, period_no: int) -> Text:
    """When, counted from entry."""
    when = _on(params, period_no)
    return _("{when} or later", when=when) if params.criterion == "on_or_after" else when


def _on(params: RetentionParams, period_no: int) -> Text:
    days = days_of(params, period_no)
    if days is not None:
        return in_days(days)
    number = {"number": period_no}
    if period_no == 0:
        return {
            "day": _("on the day of entry"),
            "week": _("in the week of entry"),
            "month": _("in the month of entry"),
            "quarter": _("in the quarter of entry"),
        }[params.period]
    return {
        "day": _("on day {number} after", **number),
        "week": _("in week {number} after", **number),
        "month": _("in month {number} after", **number),
        "quarter": _("in quarter {number} after", **number),
    }[params.period]


def in_days(days: tuple[int, int]) -> Text:
    """Days after the day of entry: the first is in it, the last is not."""
    first, last = days[0], days[1] - 1
    if first == last:
        return _("on the day of entry") if first == 0 else _("on day {number} after", number=first)
    if first == 1:
        return _("within {days} days after", days=last)
    return _("on days {first}–{last} after", first=first, last=last)


def period_label(params: RetentionParams, period_no: int) -> Text:
    """The short name of a period, for the head of a column."""
    days = days_of(params, period_no)
    if days is not None:
        first, last = days[0], days[1] - 1
        return _("d {first}", first=first) if first == last else _("d {first}–{last}", first=first, last=last)
    number = {"number": period_no}
    return {
        "day": _("d +{number}", **number),
        "week": _("w +{number}", **number),
        "month": _("m +{number}", **number),
        "quarter": _("q +{number}", **number),
    }[params.period]


def cohort_start(day: dt.date | str, params: RetentionParams) -> int:
    """The number of the cohort that a day, or its text, lies in. Raises ValueError for a text that is no day."""
    return number_of(dt.date.fromisoformat(day) if isinstance(day, str) else day, params.period)


def value_name(value: str | None, params: RetentionParams, apart: Apart | None = None) -> Text:
    """A value of the breakdown as people read it."""
    if value is None:
        return _("All others")
    if value == "":
        return _("No coupon") if params.breakdown == "first_coupon" else _("Not stated")
    return _("{value}", value=value) if apart is None else apart.said(value)


def by_what(params: RetentionParams, apart: Apart | None) -> Text:
    """What the groups of a breakdown are by."""
    return BREAKDOWNS[params.breakdown] if apart is None else apart.title  # type: ignore[index]
