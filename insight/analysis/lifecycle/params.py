"""What can be chosen about the customers' lives."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

MOST_MONTHS, MOST_DAYS = 24, 3650
_LEAST_DAYS = {"active_days": 1, "dormant_days": 2, "lost_days": 3, "won_back_days": 1}


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

    as_of: dt.date
    currency: str
    active_days: int | None = None
    dormant_days: int | None = None
    lost_days: int | None = None
    won_back_days: int | None = None
    loyal_orders: int = 4
    months: int = 12
    by_category: bool = False

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        _check_whole("loyal_orders", self.loyal_orders, 3, 100)
        _check_whole("months", self.months, 1, MOST_MONTHS)
        for name, least in _LEAST_DAYS.items():
            if getattr(self, name) is not None:
                _check_whole(name, getattr(self, name), least, MOST_DAYS)
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


def _check_whole(name: str, value: object, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ParameterError(
            name, value, _("a whole number from {least:count} to {most:count}", least=least, most=most)
        )
