"""What can be chosen when two setups are compared on one day."""

from dataclasses import dataclass
from typing import Annotated, Any

from insight.analysis.rfm import RfmParams
from insight.analysis.rfm_core.names import Naming
from insight.analysis.rfm_core.setup import (
    METHODS,
    MOST_BINS,
    RISING,
    AmountCuts,
    Bins,
    CutMethod,
    Cuts,
    DayCuts,
    OrderCuts,
    Since,
)
from insight.fields import AsOf, Choice, Given, InCurrency, Whole, check_fields
from insight.i18n import _

_CUTS = ("recency_day_cuts", "order_cuts", "amount_cuts")


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmSandboxParams:
    """`bins`, `method` and the cut-offs are the setup at hand, those with `new_` the one tried; both as in RfmParams.

    What is left out of the setup tried is as in the setup at hand, except the cut-offs of another method or number of
    bins: those are filled in with defaults. `scheme` chooses the names.
    """

    as_of: AsOf
    currency: InCurrency
    since: Since = None
    bins: Bins = 5
    method: CutMethod = "quantile"
    recency_day_cuts: DayCuts = None
    order_cuts: OrderCuts = None
    amount_cuts: AmountCuts = None
    new_bins: Annotated[int | None, Whole(least=2, most=MOST_BINS, label=_("Tried: scores per dimension"))] = None
    new_method: Annotated[Cuts | None, Choice(options=METHODS, label=_("Tried: where to cut"))] = None
    new_recency_day_cuts: Annotated[
        tuple[int, ...] | None, Given(label=_("Tried: days since the last order"), shape=RISING)
    ] = None
    new_order_cuts: Annotated[tuple[int, ...] | None, Given(label=_("Tried: number of orders"), shape=RISING)] = None
    new_amount_cuts: Annotated[tuple[float, ...] | None, Given(label=_("Tried: net amount"), shape=RISING)] = None
    scheme: Naming = "eleven"

    def __post_init__(self) -> None:
        check_fields(self)
        for name, value in (("new_bins", self.bins), ("new_method", self.method)):
            if getattr(self, name) is None:
                object.__setattr__(self, name, value)
        for name in _CUTS:
            object.__setattr__(self, name, getattr(self.current(), name))
        if (self.new_bins, self.new_method) == (self.bins, self.method):
            for name in _CUTS:
                if getattr(self, f"new_{name}") is None:
                    object.__setattr__(self, f"new_{name}", getattr(self, name))
        for name in _CUTS:
            object.__setattr__(self, f"new_{name}", getattr(self.tried(), name))

    def current(self) -> RfmParams:
        """The setup at hand. Raises ParameterError where RFM cannot use it."""
        return self._scoring("")

    def tried(self) -> RfmParams:
        """The setup tried. Raises ParameterError where RFM cannot use it."""
        return self._scoring("new_")

    def values(self) -> dict[str, Any]:
        """What the statements are bound to; the filters are left to the caller."""
        tried = {f"new_{name}": value for name, value in self.tried().values().items()}
        return self.current().values() | tried | {"scheme": self.scheme}

    def _scoring(self, prefix: str) -> RfmParams:
        setup: dict[str, Any] = {name: getattr(self, f"{prefix}{name}") for name in ("bins", "method", *_CUTS)}
        return RfmParams(as_of=self.as_of, currency=self.currency, since=self.since, **setup)
