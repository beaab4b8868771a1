"""What was set otherwise than usual when a list was cut, in sentences; everything else the list's own sentence says."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from insight.analysis import ANALYSES
from insight.i18n import Text, _
from insight.segments import Segment

_SAID: Mapping[str, Text] = {
    "since": _("Only orders from {value:day} on count"),
    "until": _("Only what began before {value:day} counts"),
    "before": _("Compared with the state before {value:day}"),
    "bins": _("Scores go from 1 to {value}"),
    "recency_day_cuts": _("Limits of the days since the last order: {value}"),
    "order_cuts": _("Limits of the number of orders: {value}"),
    "amount_cuts": _("Limits of the amount: {value}"),
    "active_days": _("Regular up to {value} days after the last order"),
    "dormant_days": _("Dormant from more than {value} days after the last order"),
    "lost_days": _("Lost from more than {value} days after the last order"),
    "won_back_days": _("Won back for {value} days after the order that ended the absence"),
    "loyal_orders": _("Loyal from {value} orders on"),
    "look_back_days": _("Purchases of the last {value} days are looked at"),
    "min_orders": _("At least {value} orders"),
    "return_days": _("Back within {value} days counts as coming back"),
    "category": _("Only orders of the category {value}"),
}
_DAYS = ("since", "until", "before")


def settings_said(segment: Segment) -> Iterator[Text]:
    """The settings of the analysis that a segment was cut from, where they are not the usual ones."""
    usual = _usual(segment.analysis)
    for name, text in _SAID.items():
        value = segment.parameters.get(name)
        if value is not None and value != usual.get(name):
            yield Text(text.key, (("value", _day(value) if name in _DAYS else _plain(value)),))


def _usual(analysis: str) -> dict[str, Any]:
    if analysis not in ANALYSES:
        return {}
    return {each.name: each.default for each in fields(ANALYSES[analysis].params) if each.default is not MISSING}


def _plain(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
