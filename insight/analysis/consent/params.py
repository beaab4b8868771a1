"""What can be chosen about consent."""

from dataclasses import dataclass
from typing import Annotated, Any

from insight.fields import AsOf, InCurrency, Whole, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentParams:
    """`as_of` is the first day whose statements are not known. The last `months` calendar months are told one by one,
    the running one too. `currency` is what lists of these people count amounts in; nothing here is counted in money.
    """

    as_of: AsOf
    currency: InCurrency
    months: Annotated[int, Whole(least=1, most=60, label=_("Months told"))] = 12

    def __post_init__(self) -> None:
        check_fields(self)

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return {"as_of": self.as_of, "day": self.as_of}
