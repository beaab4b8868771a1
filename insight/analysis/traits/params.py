"""What can be chosen about traits."""

from dataclasses import dataclass
from typing import Annotated

from insight.fields import AsOf, InCurrency, Named, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitsParams:
    """`as_of` is the first day not counted, amounts are in `currency`; what lists bring is as known today.

    `trait`: whose groups are counted; None: the trait known of most people that tells them apart.
    """

    as_of: AsOf
    currency: InCurrency
    trait: Annotated[str | None, Named(label=_("Trait"))] = None

    def __post_init__(self) -> None:
        check_fields(self)
