"""What can be chosen about the customers' lives."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from insight.errors import ParameterError
from insight.fields import AsOf, Days, Flag, InCurrency, Whole, check_fields
from insight.i18n import _

MOST_MONTHS, MOST_DAYS = 24, 3650
_ACTIVE = Days(
    most=MOST_DAYS,
    label=_("Regular up to (days)"),
    told=_("Regular up to {value} days after the last order"),
)
_DORMANT = Days(
    least=2,
    most=MOST_DAYS,
    label=_("Dormant after (days)"),
    told=_("Dormant from more than {value} days after the last order"),
)
_LOST = Days(
    least=3,
    most=MOST_DAYS,
    label=_("Lost after (days)"),
    told=_("Lost from more than {value} days after the last order"),
)
_WON_BACK = Days(
    most=MOST_DAYS,
    label=_("Won back for (days)"),
    told=_("Won back for {value} days after the order that ended the absence"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleParams:
    """`as_of` is the first day not counted; stages count orders of every currency, amounts those in `currency`.

    `loyal_orders`: from so many orders on a customer is loyal. `active_days`, `dormant_days`, `lost_days`: with more
    days since the last order a customer is no longer regular, is dormant, is lost; None: proposed from the shop's own
    repurchase gaps, squeezed between the ones that are given. `won_back_days`: for so long after the order that ended
    an absence of more than `dormant_days` a customer is won back; None: as `dormant_days`. `months`: how many calendar
    months are looked at, the one that is not over on `as_of` included. `by_category`: propose limits for the buyers of
    each category too, which reads the order lines (in very large workspaces those of a fixed part of the people).
    """

    as_of: AsOf
    currency: InCurrency
    active_days: Annotated[int | None, _ACTIVE] = None
    dormant_days: Annotated[int | None, _DORMANT] = None
    lost_days: Annotated[int | None, _LOST] = None
    won_back_days: Annotated[int | None, _WON_BACK] = None
    loyal_orders: Annotated[
        int, Whole(least=3, most=100, label=_("Loyal from (orders)"), told=_("Loyal from {value} orders on"))
    ] = 4
    months: Annotated[int, Whole(least=1, most=MOST_MONTHS, label=_("Months shown"))] = 12
    by_category: Annotated[
        bool,
        Flag(label=_("Gaps by category"), meaning=_("Reads the order lines: takes longer in large workspaces.")),
    ] = False

    def __post_init__(self) -> None:
        check_fields(self)
        given = [days for days in (self.active_days, self.dormant_days, self.lost_days) if days is not None]
        is_tight = self.dormant_days is None and len(given) == 2 and given[1] - given[0] < 2
        if is_tight or any(one >= other for one, other in pairwise(given)):
            raise ParameterError("active_days, dormant_days, lost_days", given, _("rising numbers of days"))

    def bounds(self) -> list[dt.date]:
        """The first days of the months looked at, the earliest first, then as_of: one more than there are months."""
        month = (self.as_of - dt.timedelta(days=1)).replace(day=1)
        starts = [month]
        while len(starts) < self.months:
            starts.append((starts[-1] - dt.timedelta(days=1)).replace(day=1))
        return [*reversed(starts), self.as_of]
