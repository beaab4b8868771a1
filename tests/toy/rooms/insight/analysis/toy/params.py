"""What can be chosen about provinces."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insight.analysis.scope import check_as_of, check_currency


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyParams:
    """`as_of` is the first day not counted; orders in `currency` count."""

    as_of: dt.date
    currency: str

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return {"as_of": self.as_of, "currency": self.currency}
