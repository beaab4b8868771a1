"""What can be chosen when two days are compared."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from insight.analysis.rfm import RfmParams
from insight.analysis.rfm_core.names import Naming
from insight.analysis.rfm_core.setup import AmountCuts, Bins, CutMethod, DayCuts, OrderCuts, Since
from insight.errors import ParameterError
from insight.fields import AsOf, Choice, Day, Flag, InCurrency, check_fields
from insight.fields.told import COMPARED
from insight.i18n import Text, _

Boundaries = Literal["fixed_from_before", "each_day"]
BOUNDARIES: dict[Boundaries, Text] = {
    "fixed_from_before": _("Of the earlier day"),
    "each_day": _("Of each day"),
}

DEFAULT_DAYS_BACK = 30
MONTHS_BACK = 12
SLOTS = 15
"""How many days one statement can look at: a year of months and its two ends, the two days compared."""

FIRST_DAY = dt.date(1900, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmMovementParams:
    """The groups people were in on `before` against those on `as_of`; both days are the first not counted.

    `before` is 30 days earlier when it is left out. `scheme` chooses the names: the eleven groups or the eight classes.
    `boundaries` matter for quantile scores only: "fixed_from_before" scores every day by the boundaries that the buyers
    of `before` had, so that whoever moves has moved by their own doing; "each_day" cuts the buyers of each day into
    equal parts anew, as the RFM page does, so that people can also move because others did. `over_time` asks for the
    sizes of the groups over the past year too. All else as in RfmParams.
    """

    as_of: AsOf
    currency: InCurrency
    before: Annotated[dt.date | None, Day(label=_("Compare with"), told=COMPARED)] = None
    since: Since = None
    bins: Bins = 5
    method: CutMethod = "quantile"
    recency_day_cuts: DayCuts = None
    order_cuts: OrderCuts = None
    amount_cuts: AmountCuts = None
    scheme: Naming = "eleven"
    boundaries: Annotated[Boundaries, Choice(options=BOUNDARIES, label=_("Boundaries"))] = "fixed_from_before"
    over_time: Annotated[bool, Flag(label=_("The groups over the past year too"))] = True

    def __post_init__(self) -> None:
        check_fields(self)
        if self.before is None:
            object.__setattr__(self, "before", self.as_of - dt.timedelta(days=DEFAULT_DAYS_BACK))
        if not FIRST_DAY <= self.earlier < self.as_of:
            raise ParameterError("before", self.before, _("a day before {as_of:day}", as_of=self.as_of))
        checked = self.scoring(self.earlier)
        for name in ("recency_day_cuts", "order_cuts", "amount_cuts"):
            object.__setattr__(self, name, getattr(checked, name))

    @property
    def earlier(self) -> dt.date:
        """`before`, which is always set."""
        assert self.before is not None
        return self.before

    @property
    def span_days(self) -> int:
        """Days from the one day to the other."""
        return (self.as_of - self.earlier).days

    @property
    def reference(self) -> dt.date:
        """The day that lies as long before `before` as `before` lies before `as_of`; not earlier than 1900."""
        return max(self.earlier - dt.timedelta(days=self.span_days), FIRST_DAY)

    @property
    def has_own_boundaries(self) -> bool:
        """Whether each day has boundaries of its own, so that people can move because others did."""
        return self.method == "quantile" and self.boundaries == "each_day"

    def scoring(self, as_of: dt.date) -> RfmParams:
        """The scores of one day. Raises ParameterError where RFM cannot use what was chosen."""
        return RfmParams(
            as_of=as_of,
            currency=self.currency,
            since=self.since,
            bins=self.bins,
            method=self.method,
            recency_day_cuts=self.recency_day_cuts,
            order_cuts=self.order_cuts,
            amount_cuts=self.amount_cuts,
        )

    def values(self) -> dict[str, Any]:
        """What the statement that counts all flows is bound to: with the span before."""
        return self._of_flow({1: self.reference, 2: self.earlier, 3: self.as_of, **self._judging()})

    def values_of_flow(self) -> dict[str, Any]:
        """What the statements about the people of a flow are bound to; the filters are left to the caller."""
        return self._of_flow({2: self.earlier, 3: self.as_of, **self._judging()})

    def values_over_time(self) -> dict[str, Any]:
        """What the sizes of the groups over time are bound to."""
        return self._on_days(self.days())

    def values_on(self, day: dt.date) -> dict[str, Any]:
        """What the people of a group on one day are bound to; the group is left to the caller."""
        return self._on_days(tuple(sorted({day, self.earlier}))) | {"on_day": day}

    def days(self) -> tuple[dt.date, ...]:
        """The first of each of the past twelve months, and the two days compared, in order."""
        firsts = [self.as_of.replace(day=1)]
        while len(firsts) <= MONTHS_BACK:
            firsts.append((firsts[-1] - dt.timedelta(days=1)).replace(day=1))
        return tuple(sorted({*firsts, self.earlier, self.as_of}))

    def _judging(self) -> dict[int, dt.date]:
        """The later day once more, to be scored by the earlier boundaries."""
        return {4: self.as_of} if self.has_own_boundaries else {}

    def _of_flow(self, days: dict[int, dt.date]) -> dict[str, Any]:
        own = {1: 1, 2: 2, 3: 3, 4: 2} if self.has_own_boundaries else dict.fromkeys(days, 2)
        return self._shared() | slots(days, own)

    def _on_days(self, days: tuple[dt.date, ...]) -> dict[str, Any]:
        places = dict(enumerate(days, 1))
        earlier = next(place for place, day in places.items() if day == self.earlier)
        yardsticks = {place: place if self.has_own_boundaries else earlier for place in places}
        return self._shared() | slots(places, yardsticks)

    def _shared(self) -> dict[str, Any]:
        """Consent is the one before `as_of`."""
        return self.scoring(self.as_of).values() | {"scheme": self.scheme, "before": self.earlier}


def slots(days: dict[int, dt.date], yardsticks: dict[int, int]) -> dict[str, Any]:
    """`day_1` and `yardstick_1` to the last slot, None where a slot is not used; `last_day` is the latest day."""
    places = range(1, SLOTS + 1)
    return {
        **{f"day_{place}": days.get(place) for place in places},
        **{f"yardstick_{place}": yardsticks[place] if place in days else None for place in places},
        "last_day": max(days.values()),
    }
