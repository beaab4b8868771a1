"""What can be chosen when two setups are compared on one day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from insight.analysis.rfm import RfmParams
from insight.analysis.rfm.groups import Scheme
from insight.errors import ParameterError
from insight.i18n import _

_CUTS = ("recency_day_cuts", "order_cuts", "amount_cuts")


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmSandboxParams:
    """`bins`, `method` and the cut-offs are the setup at hand, those with `new_` the one tried; both as in RfmParams.

    What is left out of the setup tried is as in the setup at hand, except the cut-offs of another method or number of
    bins: those are filled in with defaults. `scheme` chooses the names.
    """

    as_of: dt.date
    currency: str
    since: dt.date | None = None
    bins: int = 5
    method: Literal["quantile", "fixed"] = "quantile"
    recency_day_cuts: tuple[int, ...] | None = None
    order_cuts: tuple[int, ...] | None = None
    amount_cuts: tuple[float, ...] | None = None
    new_bins: int | None = None
    new_method: Literal["quantile", "fixed"] | None = None
    new_recency_day_cuts: tuple[int, ...] | None = None
    new_order_cuts: tuple[int, ...] | None = None
    new_amount_cuts: tuple[float, ...] | None = None
    scheme: Scheme = "eleven"

    def __post_init__(self) -> None:
        if self.scheme not in ("eight", "eleven"):
            raise ParameterError("scheme", self.scheme, _("eight or eleven"))
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
