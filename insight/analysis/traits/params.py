"""What can be chosen about traits."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.scope import check_as_of, check_currency


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitsParams:
    """`as_of` is the first day not counted, amounts are in `currency`; what lists bring is as known today.

    `trait`: whose groups are counted; None: the trait known of most people that tells them apart.
    """

    as_of: dt.date
    currency: str
    trait: str | None = None

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
