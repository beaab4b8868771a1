"""What can be chosen about the exam of recommendations."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from insight.analysis.recommend_model.statements import Level
from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

MOST_OFFERS = 3

WHOLE = {
    "offers": (1, MOST_OFFERS),
    "look_back_days": (30, 3650),
    "on_sale_days": (1, 3650),
    "again_days": (1, 3650),
    "least_buyers": (2, 1_000_000),
    "hold_out_days": (14, 730),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendExamParams:
    """`as_of` is the first day not counted; names of goods are those used in `currency`.

    `level`: goods by their codes, or by their names (so that one product under two codes is one). `offers` a person.
    `look_back_days`: purchases of so many days are learnt from. `on_sale_days`: a product not sold for longer is not
    offered. `again_days`: a product that has no rhythm of its own is not offered again for so long. `least_buyers`: a
    product with fewer buyers is not looked at. `hold_out_days`: the exam compares with the purchases of the last days,
    and popular is what was bought in as many days before.
    """

    as_of: dt.date
    currency: str
    level: Level = "product"
    offers: int = 3
    look_back_days: int = 730
    on_sale_days: int = 60
    again_days: int = 180
    least_buyers: int = 5
    hold_out_days: int = 90

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        if self.level not in ("product", "name"):
            raise ParameterError("level", self.level, _("one of {names}", names="product, name"))
        for name, (least, most) in WHOLE.items():
            check_whole(name, getattr(self, name), least, most)

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return asdict(self) | {"period_days": self.hold_out_days}


def check_whole(name: str, value: object, least: int, most: int) -> None:
    """Raises ParameterError for what is no whole number between the two."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        expected = _("a whole number from {least:count} to {most:count}", least=least, most=most)
        raise ParameterError(name, value, expected)
