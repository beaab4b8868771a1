"""What can be chosen about the health of tags."""

from dataclasses import dataclass
from typing import Annotated

from insight.fields import AsOf, Days, InCurrency, Share, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class TagHealthParams:
    """`as_of` is the first day not counted.

    `same_share`: from this share of the people of either tag in both they are duplicates. `everyone_share`: from this
    share of everybody a tag tells nobody apart. `stale_days`: so long after the last list that has it a tag is stale.
    `order_days`: a tag is judged by the orders of so many days before `as_of`; `order_margin`: it says nothing of them
    where the share of buyers differs by less than this, surely.
    """

    as_of: AsOf
    currency: InCurrency
    same_share: Annotated[float, Share(without="nothing", label=_("Duplicates from a shared part of"))] = 0.9
    everyone_share: Annotated[float, Share(without="nothing", label=_("Tells nobody apart from a part of"))] = 0.95
    stale_days: Annotated[int, Days(most=3650, label=_("Stale after (days)"))] = 180
    order_days: Annotated[int, Days(most=3650, label=_("Judged by orders of (days)"))] = 90
    order_margin: Annotated[float, Share(without="nothing", label=_("Says nothing below a difference of"))] = 0.05

    def __post_init__(self) -> None:
        check_fields(self)
