"""Whom to look at, as of when."""

from dataclasses import dataclass
from typing import Annotated, Any

from insight.errors import ParameterError
from insight.fields import AsOf, Flag, Given, InCurrency, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerParams:
    """`as_of` is the first day not counted, amounts are in `currency`; contacts are masked unless `unmasked`."""

    as_of: AsOf
    currency: InCurrency
    customer_id: Annotated[str, Given(label=_("Customer ID"), shape=_("the customer_id of a person who is known"))] = ""
    unmasked: Annotated[bool, Flag(label=_("Phones and e-mails in full"))] = False

    def __post_init__(self) -> None:
        check_fields(self)
        if not self.customer_id:
            raise ParameterError("customer_id", self.customer_id, _("the customer_id of a person who is known"))

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return {"as_of": self.as_of, "currency": self.currency, "customer_id": self.customer_id}
