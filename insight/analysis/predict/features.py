"""What is known of a person on a day, and how it is said."""

from collections.abc import Callable, Mapping

from insight.i18n import Money, Text, _

FEATURES = ("purchases", "silence", "known", "recent", "in_year", "last_wait", "unevenness", "overdue", "amount")
"""Columns of everybody's row. A value below 0 stands for one that is not there."""

TITLES: Mapping[str, Text] = {
    "purchases": _("How often they bought in all"),
    "silence": _("Days since the last purchase"),
    "known": _("Days since the first purchase"),
    "recent": _("Purchases lately"),
    "in_year": _("Purchases of the last 365 days"),
    "last_wait": _("Days between the last two purchases"),
    "unevenness": _("How even their rhythm is"),
    "overdue": _("Silence beside their usual wait"),
    "amount": _("Amount of a purchase"),
}

_EVEN = 0.5
_ONCE = _("bought on one day only")
_Said = Callable[[float, int, str], Text]


def said(feature: str, value: float, days: int, currency: str) -> Text:
    """One thing that is known of a person, in words; `days`: the horizon."""
    return _SAID[feature](value, days, currency)


def _purchases(value: float, _days: int, _currency: str) -> Text:
    return _ONCE if value <= 1 else _("bought on {n:count} days in all", n=round(value))


def _silence(value: float, _days: int, _currency: str) -> Text:
    return _("last bought {n:count} day ago", "last bought {n:count} days ago", n=round(value) + 1)


def _known(value: float, _days: int, _currency: str) -> Text:
    return _("first bought {n:count} day ago", "first bought {n:count} days ago", n=round(value) + 1)


def _recent(value: float, days: int, _currency: str) -> Text:
    if value < 1:
        return _("no purchase in the last {days} days", days=days)
    return _(
        "{n:count} purchase in the last {days} days",
        "{n:count} purchases in the last {days} days",
        n=round(value),
        days=days,
    )


def _in_year(value: float, _days: int, _currency: str) -> Text:
    return _recent(value, 365, "")


def _last_wait(value: float, _days: int, _currency: str) -> Text:
    if value < 0:
        return _ONCE
    return _(
        "came back after {n:count} day the last time", "came back after {n:count} days the last time", n=round(value)
    )


def _unevenness(value: float, _days: int, _currency: str) -> Text:
    if value < 0:
        return _("too few purchases for a rhythm")
    return _("buys in an even rhythm") if value < _EVEN else _("buys now and then, without a rhythm")


def _overdue(value: float, _days: int, _currency: str) -> Text:
    if value < 0:
        return _ONCE
    return _("silent for {times} times their usual wait", times=f"{value:.1f}")


def _amount(value: float, _days: int, currency: str) -> Text:
    return _("spends {amount:money} a purchase", amount=Money(value, currency))


_SAID: Mapping[str, _Said] = {
    "purchases": _purchases,
    "silence": _silence,
    "known": _known,
    "recent": _recent,
    "in_year": _in_year,
    "last_wait": _last_wait,
    "unevenness": _unevenness,
    "overdue": _overdue,
    "amount": _amount,
}
