"""What can be chosen about tags."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsParams:
    """`as_of` is the first day not counted, amounts are in `currency`. `tag`: whose people are counted at the end of
    each of the last `months`; None: of none. What exports and staff gave is as known today."""

    as_of: dt.date
    currency: str
    tag: str | None = None
    months: int = 6

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        if isinstance(self.months, bool) or not 1 <= self.months <= MOST_MONTHS:
            expected = _("a whole number from {least:count} to {most:count}", least=1, most=MOST_MONTHS)
            raise ParameterError("months", self.months, expected)

    def days(self) -> list[dt.date]:
        """The first days after the last months, the earliest first, and as_of."""
        month, days = (self.as_of - dt.timedelta(days=1)).replace(day=1), [self.as_of]
        for _number in range(self.months - 1):
            days.append(month)
            month = (month - dt.timedelta(days=1)).replace(day=1)
        return days[::-1]
