"""What can be chosen about the health of tags."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class TagHealthParams:
    """`as_of` is the first day not counted.

    `same_share`: from this share of the people of either tag in both they are duplicates. `everyone_share`: from this
    share of everybody a tag tells nobody apart. `stale_days`: so long after the last list that has it a tag is stale.
    `order_days`: a tag is judged by the orders of so many days before `as_of`; `order_margin`: it says nothing of them
    where the share of buyers differs by less than this, surely.
    """

    as_of: dt.date
    currency: str
    same_share: float = 0.9
    everyone_share: float = 0.95
    stale_days: int = 180
    order_days: int = 90
    order_margin: float = 0.05

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        for name in ("same_share", "everyone_share", "order_margin"):
            value = getattr(self, name)
            if isinstance(value, bool) or not 0 < value <= 1:
                raise ParameterError(name, value, _("a share above 0, at most 1"))
        for name in ("stale_days", "order_days"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 3650:
                expected = _("a whole number from {least:count} to {most:count}", least=1, most=3650)
                raise ParameterError(name, value, expected)
