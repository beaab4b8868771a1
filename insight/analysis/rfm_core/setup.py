"""How buyers are scored: what can be chosen, in RFM and in all that compares scores."""

import datetime as dt
from typing import Annotated, Literal

from insight.fields import Choice, Day, Given, Whole
from insight.fields.told import FROM
from insight.i18n import Text, _

Cuts = Literal["quantile", "fixed"]

MOST_BINS = 7
METHODS: dict[Cuts, Text] = {"quantile": _("Equal parts of buyers"), "fixed": _("Fixed cut-offs")}
RISING = _("rising values above zero, one fewer than bins")

Since = Annotated[dt.date | None, Day(label=_("Orders from"), told=FROM)]
Bins = Annotated[
    int, Whole(least=2, most=MOST_BINS, label=_("Scores per dimension"), told=_("Scores go from 1 to {value}"))
]
CutMethod = Annotated[Cuts, Choice(options=METHODS, label=_("Where to cut"))]
DayCuts = Annotated[
    tuple[int, ...] | None,
    Given(
        label=_("Days since the last order"), shape=RISING, told=_("Limits of the days since the last order: {value}")
    ),
]
OrderCuts = Annotated[
    tuple[int, ...] | None,
    Given(label=_("Number of orders"), shape=RISING, told=_("Limits of the number of orders: {value}")),
]
AmountCuts = Annotated[
    tuple[float, ...] | None,
    Given(label=_("Net amount"), shape=RISING, told=_("Limits of the amount: {value}")),
]
