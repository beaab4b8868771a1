"""What can be chosen about provinces."""

from dataclasses import dataclass
from typing import Any

from insight.fields import AsOf, InCurrency, check_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyParams:
    """`as_of` is the first day not counted; orders in `currency` count."""

    as_of: AsOf
    currency: InCurrency

    def __post_init__(self) -> None:
        check_fields(self)

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return {"as_of": self.as_of, "currency": self.currency}
