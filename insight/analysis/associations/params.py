"""What can be chosen about what goes together."""

import math
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from insight.fields import AsOf, Choice, Days, InCurrency, Named, Share, Whole, check_fields
from insight.fields.told import LOOKED_BACK
from insight.i18n import Text, _

Basket = Literal["order", "person"]
Level = Literal["product", "name", "category"]

MOST_ITEMS = 4
"""Products that a rule may speak of, both sides together."""

BASKETS: dict[Basket, Text] = {"order": _("Of one order"), "person": _("Of one person")}
_LEVELS: dict[Level, Text] = {"product": _("By code"), "name": _("By name"), "category": _("Categories")}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociationsParams:
    """`as_of` is the first day not counted; amounts are in `currency`.

    `basket`: the products of one order, or of one person within `window_days` (counted from the first purchase, block
    by block). `level`: products by their codes, by their names (so that one product under two codes is one), or
    categories. `min_support`: share of baskets that hold all of a rule's products. `min_confidence`: share of the
    baskets with the antecedent that hold the consequent. `max_items`: products of a rule, both sides together.
    `least_baskets`: a rule rests on no fewer baskets. Baskets of more than `most_goods` different products are left
    out. Purchases of `look_back_days` before as_of are looked at. `only_antecedent`, `only_consequent`: only rules with
    this product on that side, by its name or its code.
    """

    as_of: AsOf
    currency: InCurrency
    basket: Annotated[Basket, Choice(options=BASKETS, label=_("Baskets"))] = "order"
    window_days: Annotated[int, Days(most=3650, label=_("Within days"))] = 30
    level: Annotated[Level, Choice(options=_LEVELS, label=_("Products"))] = "product"
    min_support: Annotated[float, Share(without="nothing", label=_("In at least % of baskets"))] = 0.01
    min_confidence: Annotated[float, Share(label=_("Taken too by at least %"))] = 0.1
    max_items: Annotated[int, Whole(least=2, most=MOST_ITEMS, label=_("Products of a rule"))] = 3
    least_baskets: Annotated[int, Whole(least=1, most=1_000_000, label=_("Baskets of a rule, at least"))] = 1
    most_goods: Annotated[int, Whole(least=2, most=100_000, label=_("Leave out baskets of more"))] = 2000
    look_back_days: Annotated[int, Days(most=3650, label=_("Look back (days)"), told=LOOKED_BACK)] = 1095
    only_antecedent: Annotated[str | None, Named(label=_("Only rules that begin with"))] = None
    only_consequent: Annotated[str | None, Named(label=_("Only rules that lead to"))] = None

    def __post_init__(self) -> None:
        check_fields(self)

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return asdict(self)

    def least_of(self, baskets: int) -> int:
        """How many of so many baskets have to hold a set."""
        return max(math.ceil(self.min_support * baskets - 1e-9), self.least_baskets, 1)
