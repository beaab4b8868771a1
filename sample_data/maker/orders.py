"""What was ordered, paid, sent and paid back: the same for every shop, before a platform puts it into words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from sample_data.maker import names
from sample_data.maker.behaviour import HABITS, Visit
from sample_data.maker.draw import Draw
from sample_data.maker.festivals import DAY_WEIGHTS, HOURS, LAST_DAY, Shop, is_sale
from sample_data.maker.goods import Good, masks, on_sale
from sample_data.maker.people import Person

State = Literal["unpaid", "never_paid", "paid", "shipped", "done", "refunded"]

# The newest exports were taken on the morning after the last day.
LAST_EXPORT: Final = dt.datetime(2026, 1, 1, 9, 5)
PAY_WITHIN: Final = dt.timedelta(hours=24)

HUB_ORDERS: Final = 268
NAMELESS_ORDERS: Final = 85

# Planted: a mask joins a serum far more often than any other basket.
MASK_WITH_SERUM: Final = 0.45
MASK_WITHOUT_SERUM: Final = 0.08


@dataclass(frozen=True, slots=True)
class Line:
    """One good of an order; amounts in 1/100 of the currency, `refund` is what was paid back for it."""

    good: Good
    quantity: int
    unit_price: int
    payable: int
    refund: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order and all that will ever happen to it; `state` says what an export of some moment shows.

    `person` is None where the till knew nobody; `buyer_name` is what was written down instead ("" mostly).
    """

    number: int
    shop: Shop
    person: Person | None
    buyer_name: str
    buyer_phone: str
    created_at: dt.datetime
    paid_at: dt.datetime | None
    shipped_at: dt.datetime
    completed_at: dt.datetime
    refunded_at: dt.datetime | None
    is_closed_by_refund: bool
    lines: tuple[Line, ...]
    shipping: int

    @property
    def payable(self) -> int:
        return sum(line.payable for line in self.lines)

    @property
    def list_price(self) -> int:
        return sum(line.unit_price * line.quantity for line in self.lines)

    @property
    def total(self) -> int:
        return self.payable + self.shipping

    def refund(self, at: dt.datetime) -> int:
        """What had been paid back by a moment; all of the total where the order was closed by it."""
        if self.refunded_at is None or at < self.refunded_at:
            return 0
        return self.total if self.is_closed_by_refund else sum(line.refund for line in self.lines)

    def state(self, at: dt.datetime) -> State:
        if self.paid_at is None or at < self.paid_at:
            return "unpaid" if at < self.created_at + PAY_WITHIN else "never_paid"
        if self.is_closed_by_refund and self.refund(at):
            return "refunded"
        if at < self.shipped_at:
            return "paid"
        return "shipped" if at < self.completed_at else "done"

    @property
    def net(self) -> int:
        """What the brand keeps, by the newest exports."""
        return self.total - self.refund(LAST_EXPORT) if self.paid_at else 0

    @property
    def is_valid(self) -> bool:
        """Paid, not closed, and something left of the money."""
        return self.net > 0


@dataclass(frozen=True, slots=True)
class _Fate:
    """How often orders of a shop go wrong, and how fast they go right: (low, high) in minutes."""

    unpaid: float
    refunded: float
    part_refunded: float
    pay: tuple[int, int]
    ship: tuple[int, int]
    complete: tuple[int, int]
    pay_back: tuple[int, int]


_FATES: Final[dict[Shop, _Fate]] = {
    "tmall": _Fate(0.045, 0.035, 0.030, (0, 40), (300, 3000), (4300, 14400), (5000, 12000)),
    "youzan": _Fate(0.030, 0.015, 0.010, (0, 5), (60, 1200), (30, 1440), (120, 2880)),
    "shopify": _Fate(0.020, 0.030, 0.030, (0, 1), (1440, 4320), (7200, 17280), (4320, 28800)),
}


def _price(good: Good, shop: Shop) -> int:
    return good.cents if shop == "shopify" else good.fen


def _quantity(draw: Draw, good: Good, is_high_value: bool) -> int:
    if good.category in ("吐司", "面包"):
        return draw.between(1, 3)
    return 2 if draw.chance(0.25 if is_high_value else 0.06) else 1


def _extra_goods(draw: Draw, visit: Visit) -> list[Good]:
    """What else goes into the basket; cleansers and creams never, so that their refill rhythm stays visible."""
    extras: list[Good] = []
    choice = on_sale(visit.shop, "addon", visit.day.month)
    if draw.chance(HABITS[visit.person.segment].extra):
        extras.append(draw.weighted(choice, [good.weight for good in choice]))
    is_serum = visit.good.category == "精华"
    sheets = masks(visit.shop)
    if sheets and visit.good not in sheets and draw.chance(MASK_WITH_SERUM if is_serum else MASK_WITHOUT_SERUM):
        extras.append(draw.pick(sheets))
    return extras


def _lines(draw: Draw, goods: list[Good], shop: Shop, day: dt.date, is_high_value: bool) -> list[Line]:
    """Sale days cut prices by 15 to 25 %, other days by up to 10 %."""
    off = draw.between(15, 25) if is_sale(shop, day) else draw.pick((0, 0, 0, 5, 10))
    lines = []
    for good in goods:
        quantity = _quantity(draw, good, is_high_value)
        unit_price = _price(good, shop)
        payable = unit_price * quantity * (100 - off) // 1000 * 10
        lines.append(Line(good, quantity, unit_price, payable, 0))
    return lines


def _part_paid_back(draw: Draw, lines: list[Line]) -> list[Line]:
    """One whole line comes back or, of a single line, a part of its price."""
    place = draw.between(0, len(lines) - 1)
    line = lines[place]
    back = line.payable if len(lines) > 1 else line.payable * draw.between(2, 5) // 100 * 10
    return [
        each if n != place else Line(line.good, line.quantity, line.unit_price, line.payable, back)
        for n, each in enumerate(lines)
    ]


def _all_paid_back(lines: list[Line]) -> list[Line]:
    return [Line(line.good, line.quantity, line.unit_price, line.payable, line.payable) for line in lines]


def _shipping(shop: Shop, payable: int) -> int:
    if shop == "shopify":
        return 0 if payable >= 6000 else 795
    free_from = 9900 if shop == "tmall" else 6000
    return 0 if payable >= free_from else 800


def _moment(draw: Draw, shop: Shop, day: dt.date) -> dt.datetime:
    hours = list(HOURS[shop])
    if shop == "tmall" and is_sale(shop, day):
        hours[0] *= 3
        hours[20] *= 2
    hour = draw.weighted(range(24), hours)
    return dt.datetime(day.year, day.month, day.day, hour, draw.between(0, 59), draw.between(0, 59))


def _later(draw: Draw, at: dt.datetime, minutes: tuple[int, int]) -> dt.datetime:
    low, high = minutes
    return at + dt.timedelta(minutes=draw.between(low, high), seconds=draw.between(5, 59))


@dataclass(frozen=True, slots=True)
class _Basket:
    """What somebody carries to the till of a shop."""

    shop: Shop
    day: dt.date
    goods: list[Good]
    person: Person | None = None
    buyer_name: str = ""
    buyer_phone: str = ""
    is_parcel: bool = True


def _order(draw: Draw, basket: _Basket, number: int, created_at: dt.datetime) -> Order:
    fate = _FATES[basket.shop]
    is_high_value = basket.person is not None and basket.person.segment == "high_value"
    lines = _lines(draw, basket.goods, basket.shop, basket.day, is_high_value)
    # The platform closes unpaid orders after a day: those of the last evening are all still open.
    unpaid = fate.unpaid * (8 if basket.day == LAST_DAY else 1)
    outcome = draw.weighted(
        ("unpaid", "refunded", "part_refunded", "kept"),
        (unpaid, fate.refunded, fate.part_refunded, 1 - unpaid - fate.refunded - fate.part_refunded),
    )
    if outcome == "refunded":
        lines = _all_paid_back(lines)
    if outcome == "part_refunded":
        lines = _part_paid_back(draw, lines)
    paid_at = _later(draw, created_at, fate.pay)
    shipped_at = _later(draw, paid_at, fate.ship)
    return Order(
        number=number,
        shop=basket.shop,
        person=basket.person,
        buyer_name=basket.buyer_name,
        buyer_phone=basket.buyer_phone,
        created_at=created_at,
        paid_at=None if outcome == "unpaid" else paid_at,
        shipped_at=shipped_at,
        completed_at=_later(draw, shipped_at, fate.complete),
        refunded_at=_later(draw, paid_at, fate.pay_back) if "refunded" in outcome else None,
        is_closed_by_refund=outcome == "refunded",
        lines=tuple(lines),
        shipping=_shipping(basket.shop, sum(line.payable for line in lines)) if basket.is_parcel else 0,
    )


def _visit_basket(draw: Draw, visit: Visit) -> _Basket:
    is_parcel = visit.shop != "youzan" or draw.chance(0.55)
    phone = visit.person.phone
    return _Basket(visit.shop, visit.day, [visit.good, *_extra_goods(draw, visit)], visit.person, "", phone, is_parcel)


def _till_goods(draw: Draw, day: dt.date) -> list[Good]:
    choice = [good for role in ("routine", "trial", "gift") for good in on_sale("youzan", role, day.month)]
    return [draw.weighted(choice, [good.weight for good in choice])]


def _till_baskets(draw: Draw) -> list[_Basket]:
    """Passers-by in the store: the cashier types the shop's own phone, or nothing."""
    days = [day for day in DAY_WEIGHTS["youzan"] if day.year == 2025 or day.month >= 3]
    weights = [DAY_WEIGHTS["youzan"][day] for day in days]
    unused = names.Unused()
    baskets = []
    for phone in [names.HUB_PHONE] * HUB_ORDERS + [""] * NAMELESS_ORDERS:
        day = draw.weighted(days, weights)
        name = unused.of(lambda: names.chinese_name(draw)) if phone else ""
        baskets.append(_Basket("youzan", day, _till_goods(draw, day), None, name, phone, False))
    return baskets


def make_orders(visits: list[Visit]) -> list[Order]:
    """All orders in time order; `number` counts from 0 over all shops."""
    draw = Draw("orders")
    baskets = [_visit_basket(draw, visit) for visit in visits] + _till_baskets(draw)
    dated = [(_moment(draw, basket.shop, basket.day), place) for place, basket in enumerate(baskets)]
    dated.sort()
    return [
        _order(Draw("order", place), baskets[place], number, created_at)
        for number, (created_at, place) in enumerate(dated)
    ]
