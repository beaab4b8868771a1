"""What can be chosen in the check of the data."""

from dataclasses import dataclass
from typing import Any

from insight.fields import AsOf, InCurrency, check_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityParams:
    """`as_of` is the first day not counted: rows dated from it on are not asked. Amounts are in `currency`.

    Rows without a date are asked, and so are rows dated after their own import, which no day would ever reach.
    """

    as_of: AsOf
    currency: InCurrency

    def __post_init__(self) -> None:
        check_fields(self)

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return {"as_of": self.as_of, "currency": self.currency, "all_lines_met": False}
