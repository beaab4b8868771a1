"""What can be chosen about the exam of recommendations."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any, TypeAlias

from insight.analysis.recommend_model.statements import Level
from insight.fields import AsOf, Choice, Days, InCurrency, Whole, check_fields
from insight.fields.told import LOOKED_BACK
from insight.i18n import Text, _

MOST_OFFERS = 3

LEVELS: Mapping[Level, Text] = {"product": _("By code"), "name": _("By name")}

GoodsBy: TypeAlias = Annotated[Level, Choice(options=LEVELS, label=_("Products"))]
Offers: TypeAlias = Annotated[int, Whole(least=1, most=MOST_OFFERS, label=_("Offers a person"))]
LookBack: TypeAlias = Annotated[int, Days(least=30, most=3650, label=_("Look back (days)"), told=LOOKED_BACK)]
OnSale: TypeAlias = Annotated[int, Days(most=3650, label=_("On sale: sold within days"))]
Again: TypeAlias = Annotated[int, Days(most=3650, label=_("Offer again after days"))]
Buyers: TypeAlias = Annotated[int, Whole(least=2, most=1_000_000, label=_("Buyers of a product, at least"))]
HeldOut: TypeAlias = Annotated[int, Days(least=14, most=730, label=_("Days kept for the exam"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendExamParams:
    """`as_of` is the first day not counted; names of goods are those used in `currency`.

    `level`: goods by their codes, or by their names (so that one product under two codes is one). `offers` a person.
    `look_back_days`: purchases of so many days are learnt from. `on_sale_days`: a product not sold for longer is not
    offered. `again_days`: a product that has no rhythm of its own is not offered again for so long. `least_buyers`: a
    product with fewer buyers is not looked at. `hold_out_days`: the exam compares with the purchases of the last days,
    and popular is what was bought in as many days before.
    """

    as_of: AsOf
    currency: InCurrency
    level: GoodsBy = "product"
    offers: Offers = 3
    look_back_days: LookBack = 730
    on_sale_days: OnSale = 60
    again_days: Again = 180
    least_buyers: Buyers = 5
    hold_out_days: HeldOut = 90

    def __post_init__(self) -> None:
        check_fields(self)

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return asdict(self) | {"period_days": self.hold_out_days}
