"""What can be chosen about tags."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from insight.fields import AsOf, InCurrency, Named, Whole, check_fields
from insight.i18n import _

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsParams:
    """`as_of` is the first day not counted, amounts are in `currency`. `tag`: whose people are counted at the end of
    each of the last `months`; None: of none. What exports and staff gave is as known today."""

    as_of: AsOf
    currency: InCurrency
    tag: Annotated[str | None, Named(label=_("Tag"))] = None
    months: Annotated[int, Whole(least=1, most=MOST_MONTHS, label=_("Months shown"))] = 6

    def __post_init__(self) -> None:
        check_fields(self)

    def days(self) -> list[dt.date]:
        """The first days after the last months, the earliest first, and as_of."""
        month, days = (self.as_of - dt.timedelta(days=1)).replace(day=1), [self.as_of]
        for _number in range(self.months - 1):
            days.append(month)
            month = (month - dt.timedelta(days=1)).replace(day=1)
        return days[::-1]
