"""Whom to look at, as of when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerParams:
    """`as_of` is the first day not counted, amounts are in `currency`; contacts are masked unless `unmasked`."""

    as_of: dt.date
    currency: str
    customer_id: str = ""
    unmasked: bool = False

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        if not self.customer_id:
            raise ParameterError("customer_id", self.customer_id, _("the customer_id of a person who is known"))

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return {"as_of": self.as_of, "currency": self.currency, "customer_id": self.customer_id}
