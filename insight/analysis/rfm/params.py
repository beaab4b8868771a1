"""What can be chosen in RFM."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from insight.analysis.rfm_core.setup import AmountCuts, Bins, CutMethod, DayCuts, OrderCuts, Since
from insight.errors import ParameterError
from insight.fields import AsOf, InCurrency, check_fields
from insight.i18n import Text, _

_DAYS = {2: (90,), 3: (60, 180), 4: (30, 90, 180), 5: (30, 90, 180, 365), 6: (30, 60, 90, 180, 365)}
_ORDERS = {2: (2,), 3: (2, 4), 4: (2, 3, 5), 5: (2, 3, 5, 10), 6: (2, 3, 4, 6, 10)}
_AMOUNTS = {2: (500.0,), 3: (200.0, 1000.0), 4: (200.0, 500.0, 1000.0), 5: (200.0, 500.0, 1000.0, 2000.0)}

DEFAULT_DAYS: dict[int, tuple[int, ...]] = _DAYS | {7: (15, 30, 60, 90, 180, 365)}
DEFAULT_ORDERS: dict[int, tuple[int, ...]] = _ORDERS | {7: (2, 3, 4, 5, 7, 10)}
DEFAULT_AMOUNTS: dict[int, tuple[float, ...]] = _AMOUNTS | {
    6: (100.0, 200.0, 500.0, 1000.0, 2000.0),
    7: (100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmParams:
    """`as_of` is the first day not counted, `since` the first day counted (None: all history).

    Scores run from 1 (worst) to `bins` (best). "quantile" cuts at equal shares of buyers; "fixed" cuts at
    `recency_day_cuts` (more days than a cut cost one score), `order_cuts` and `amount_cuts` (reaching a cut gains one),
    each of bins − 1 rising values. Cuts left out with "fixed" are filled in with defaults for the number of bins.
    """

    as_of: AsOf
    currency: InCurrency
    since: Since = None
    bins: Bins = 5
    method: CutMethod = "quantile"
    recency_day_cuts: DayCuts = None
    order_cuts: OrderCuts = None
    amount_cuts: AmountCuts = None

    def __post_init__(self) -> None:
        check_fields(self)
        if self.since is not None and not self.since < self.as_of:
            raise ParameterError("since", self.since, _("a day before {as_of:day}", as_of=self.as_of))
        for name, default in _DEFAULTS.items():
            object.__setattr__(self, name, self._cuts(name, default[self.bins]))

    def _cuts(self, name: str, default: tuple[float, ...]) -> tuple[float, ...] | None:
        cuts = getattr(self, name)
        if self.method == "fixed":
            return default if cuts is None else _checked(name, cuts, self.bins)
        if cuts is not None:
            raise ParameterError(name, cuts, _("method fixed with it: quantiles are cut where the buyers are"))
        return None

    def _chosen_cuts(self) -> dict[str, Sequence[float] | None]:
        return {"recency_cuts": self.recency_day_cuts, "order_cuts": self.order_cuts, "amount_cuts": self.amount_cuts}

    def values(self) -> dict[str, Any]:
        """What the statements are bound to; the filters of `MEMBERS` are open."""
        return {
            "as_of": self.as_of,
            "day": self.as_of,
            "since": self.since,
            "currency": self.currency,
            "bins": self.bins,
            "is_fixed": self.method == "fixed",
            **dict.fromkeys(("r", "f", "m", "eight", "eleven", "also")),
            **{name: None if cuts is None else list(cuts) for name, cuts in self._chosen_cuts().items()},
        }


_DEFAULTS: dict[str, Any] = {
    "recency_day_cuts": DEFAULT_DAYS,
    "order_cuts": DEFAULT_ORDERS,
    "amount_cuts": DEFAULT_AMOUNTS,
}


def _checked(name: str, cuts: Sequence[float], bins: int) -> tuple[float, ...]:
    rising = all(one < next_one for one, next_one in pairwise(cuts))
    if len(cuts) != bins - 1 or not rising or not cuts[0] > 0:
        raise ParameterError(name, list(cuts), _expected(bins - 1))
    return tuple(cuts)


def _expected(count: int) -> Text:
    return _("rising values above zero, one fewer than bins: {count}", count=count)
