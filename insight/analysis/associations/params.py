"""What can be chosen about what goes together."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Literal

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

Basket = Literal["order", "person"]
Level = Literal["product", "name", "category"]

MOST_ITEMS = 4
"""Products that a rule may speak of, both sides together."""

_WHOLE = {
    "max_items": (2, MOST_ITEMS),
    "window_days": (1, 3650),
    "look_back_days": (1, 3650),
    "most_goods": (2, 100_000),
    "least_baskets": (1, 1_000_000),
}
_SHARES = ("min_support", "min_confidence")


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

    as_of: dt.date
    currency: str
    basket: Basket = "order"
    window_days: int = 30
    level: Level = "product"
    min_support: float = 0.01
    min_confidence: float = 0.1
    max_items: int = 3
    least_baskets: int = 1
    most_goods: int = 2000
    look_back_days: int = 1095
    only_antecedent: str | None = None
    only_consequent: str | None = None

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        for name, choices in (("basket", ("order", "person")), ("level", ("product", "name", "category"))):
            if getattr(self, name) not in choices:
                raise ParameterError(name, getattr(self, name), _("one of {names}", names=", ".join(choices)))
        for name, (least, most) in _WHOLE.items():
            _check_whole(name, getattr(self, name), least, most)
        for name in _SHARES:
            _check_share(name, getattr(self, name))

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return asdict(self)


def _check_whole(name: str, value: object, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        expected = _("a whole number from {least:count} to {most:count}", least=least, most=most)
        raise ParameterError(name, value, expected)


def _check_share(name: str, value: object) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= float(value) <= 1:  # type: ignore[arg-type]
        raise ParameterError(name, value, _("a share from 0 to 1, such as 0.01"))
