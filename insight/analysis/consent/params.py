"""What can be chosen about consent."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentParams:
    """`as_of` is the first day whose statements are not known. The last `months` calendar months are told one by one,
    the running one too. `currency` is what lists of these people count amounts in; nothing here is counted in money.
    """

    as_of: dt.date
    currency: str
    months: int = 12

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        if isinstance(self.months, bool) or not isinstance(self.months, int) or not 1 <= self.months <= 60:
            raise ParameterError("months", self.months, _("a whole number from 1 to 60"))

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return {"as_of": self.as_of, "day": self.as_of}
