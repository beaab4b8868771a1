"""What can be chosen about the exam of recommendations."""

from dataclasses import asdict, dataclass
from typing import Any

from insight.analysis.recommend_model.chosen import Again, Buyers, GoodsBy, HeldOut, LookBack, Offers, OnSale
from insight.fields import AsOf, InCurrency, check_fields


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
