"""A second, small brand whose people change: in one province those who look at the price turn to quality.

The sample brand's shops stay as they are, byte for byte; so what asks for dated categories, prices and discounts of the
same people is planted here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sample_data.maker.draw import Draw
from sample_data.maker.facts import Facts
from sample_data.maker.files import Row, Table, columns, money
from sample_data.maker.moving_tags import SENSITIVE, Tagged, faults, tags_of
from sample_data.maker.names import chinese_name

ORDER_FILE: Final = "moving_orders_2025.csv"
MEMBER_FILE: Final = "moving_members_20260101.csv"
OLD_MEMBER_FILE: Final = "moving_members_20250601.csv"

# Planted: from this day on the price-sensitive of this province buy dear goods at full price.
TURNED: Final = "四川"
TURNED_FROM: Final = dt.date(2025, 7, 1)
PROVINCES: Final = ("四川", "福建", "江苏", "湖南")
YEAR: Final = 2025

_OF_A_PROVINCE: Final = {"sensitive": 42, "others": 63}
_LEFT: Final = 40
# category -> (good, list price in fen), the cheap half first
_GOODS: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "茶叶": (("花茶", 3900), ("绿茶", 4500), ("红茶", 5200), ("乌龙茶", 12900), ("岩茶", 15900), ("白茶", 19900)),
    "茶具": (("随手杯", 2900), ("滤杯", 3500), ("马克杯", 4200), ("盖碗", 9900), ("手作壶", 12900), ("茶盘", 14900)),
    "茶点": (("瓜子", 1500), ("桃酥", 1900), ("绿豆糕", 2300), ("凤梨酥", 5900), ("鲜花饼", 6900), ("茶酥", 8900)),
}

_ORDER_HEADER: Final = columns(
    "订单编号,会员手机号,下单时间,商品名称,商品类目,数量,单价,商品金额合计,优惠金额,实付金额,订单状态"
)
_MEMBER_HEADER: Final = columns("会员号,手机号,姓名,性别,省份,入会时间,标签")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the brand; `has_left` those whom only the list of half a year ago has."""

    number: int
    province: str
    is_sensitive: bool
    has_left: bool = False

    @property
    def phone(self) -> str:
        return f"1370000{self.number:04d}"


@dataclass(frozen=True, slots=True)
class Bought:
    """One order of one good; `off` per cent of its price."""

    member: Member
    day: dt.date
    category: str
    good: str
    fen: int
    off: int

    @property
    def discount(self) -> int:
        return self.fen * self.off // 100


def members() -> list[Member]:
    """In each province as many, the price-sensitive first; then those who left the list."""
    found: list[Member] = []
    for province in PROVINCES:
        for kind, size in _OF_A_PROVINCE.items():
            found += [Member(len(found) + place, province, kind == "sensitive") for place in range(size)]
    return found + [Member(len(found) + place, PROVINCES[place % 4], False, has_left=True) for place in range(_LEFT)]


def is_turned(order: Bought) -> bool:
    """Whether an order is one of those that the turn is made of."""
    return order.member.is_sensitive and order.member.province == TURNED and order.day >= TURNED_FROM


def orders(people: list[Member], *, is_shuffled: bool = False) -> list[Bought]:
    """All orders in time order. `is_shuffled`: as many turned ones, but of any day and province."""
    found = [order for member in people for order in _of(member)]
    turned = [place for place, order in enumerate(found) if is_turned(order)]
    if is_shuffled:
        sensitive = [place for place, order in enumerate(found) if order.member.is_sensitive]
        turned = Draw("moving", "shuffled").shuffled(sensitive)[: len(turned)]
    for place in turned:
        found[place] = _dear(found[place])
    return sorted(found, key=lambda order: (order.day, order.member.number))


def _of(member: Member) -> list[Bought]:
    """The price-sensitive order in about every other month, the others in nearly every one."""
    draw = Draw("moving", member.number)
    months = [month for month in range(1, 13) if draw.chance(0.62 if member.is_sensitive else 0.9)]
    return [_bought(draw, member, dt.date(YEAR, month, draw.between(1, 28))) for month in months]


def _bought(draw: Draw, member: Member, day: dt.date) -> Bought:
    category = draw.pick(tuple(_GOODS))
    goods = _GOODS[category]
    good, fen = draw.pick(goods[:3] if member.is_sensitive else goods)
    return Bought(
        member, day, category, good, fen, draw.between(15, 30) if member.is_sensitive else draw.pick((0, 5, 10))
    )


def _dear(order: Bought) -> Bought:
    good, fen = Draw("moving", "turned", order.member.number, order.day).pick(_GOODS[order.category][3:])
    return Bought(order.member, order.day, order.category, good, fen, 0)


def _order_row(place: int, order: Bought) -> Row:
    return {
        "订单编号": f"MV{order.day:%y%m%d}{place:06d}",
        "会员手机号": order.member.phone,
        "下单时间": f"{order.day:%Y-%m-%d} {10 + order.member.number % 11:02d}:00:00",
        "商品名称": order.good,
        "商品类目": order.category,
        "数量": "1",
        "单价": money(order.fen),
        "商品金额合计": money(order.fen),
        "优惠金额": money(order.discount),
        "实付金额": money(order.fen - order.discount),
        "订单状态": "交易成功",
    }


def _member_row(member: Member, tags: str) -> Row:
    draw = Draw("moving member", member.number)
    return {
        "会员号": f"MV{member.number:05d}",
        "手机号": member.phone,
        "姓名": chinese_name(draw),
        "性别": draw.pick(("女", "女", "男")),
        "省份": member.province,
        "入会时间": f"{dt.date(2024, 1, 1) + dt.timedelta(days=draw.between(0, 300)):%Y-%m-%d}",
        "标签": tags,
    }


def tables(*, is_shuffled: bool = False, is_clean: bool = False) -> tuple[list[Table], Facts]:
    """The old member list, the orders and the new member list; what was planted in them.

    `is_shuffled`: nothing moves; `is_clean`: the tags are sound.
    """
    people = members()
    bought = orders(people, is_shuffled=is_shuffled)
    lately = {order.member.number for order in bought if order.day >= dt.date(YEAR, 10, 3)}
    tagged = [Tagged(one.number, one.is_sensitive, one.number in lately, one.has_left) for one in people]
    tags = tags_of(tagged, is_clean=is_clean)
    rows = [_member_row(member, tags[member.number]) for member in people]
    header, stays = _MEMBER_HEADER, [not member.has_left for member in people]
    old, new = ([row for row, is_here in zip(rows, stays, strict=True) if is_here is kept] for kept in (False, True))
    lines = [_order_row(place, order) for place, order in enumerate(bought)]
    listed = [Table(MEMBER_FILE, header, new), Table(ORDER_FILE, _ORDER_HEADER, lines)]
    if not is_clean:
        listed.insert(0, Table(OLD_MEMBER_FILE, header, old))
    return listed, _truth(people, bought, tags, is_clean=is_clean)


def _truth(people: list[Member], bought: list[Bought], tags: dict[int, str], *, is_clean: bool) -> Facts:
    turned = {order.member.number for order in bought if is_turned(order)}
    return {
        "members": len(people),
        "orders": len(bought),
        "drift": {
            "group": SENSITIVE,
            "region": TURNED,
            "from": str(TURNED_FROM),
            "people": len(turned),
            "price_sensitive": sum(member.is_sensitive for member in people),
        },
        "tag_faults": [] if is_clean else faults(tags),
    }
