"""Reviews of the skin care, as 生意参谋 lists them: masked nicknames, so that they join nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, stamp
from sample_data.maker.goods import GOODS, Good
from sample_data.maker.orders import LAST_EXPORT, Order

FILE: Final = "tmall_reviews_20260101.csv"
HEADER: Final = columns("评论,昵称,追评内容,追评时间,评价时间,商品id,颜色分类,评价分类,skuid")

Topic = Literal["肤感", "敏感肌", "物流", "包装", "客服", "价格"]

# Each phrase speaks of one topic. Some praise holds the words of a complaint, some complaints hold a "不" and praise.
PRAISE: Final[dict[Topic, tuple[str, ...]]] = {
    "肤感": ("质地清爽一点也不油腻", "很好推开，吸收快", "用完脸软软的"),
    "敏感肌": ("敏感肌用了没有泛红也不刺痛", "我是敏感肌，用着很温和"),
    "物流": ("物流很快，第二天就到了", "发货一点都不慢"),
    "包装": ("包装很严实", "瓶子好看，没有漏液"),
    "客服": ("客服很耐心，讲得清楚",),
    "价格": ("活动价很划算", "不算贵，性价比高"),
}
COMPLAINTS: Final[dict[Topic, tuple[str, ...]]] = {
    "肤感": ("太油了，用完闷痘", "搓泥，不好推开", "并没有觉得保湿"),
    "敏感肌": ("敏感肌慎入，脸发烫刺痛", "说是敏感肌可用，结果泛红了"),
    "物流": ("物流太慢了，等了一个星期", "不是说次日达吗"),
    "包装": ("瓶口漏液，盒子都湿了", "压泵按不出来"),
    "客服": ("客服态度非常差差差差", "客服半天不回，不耐心"),
    "价格": ("刚买就降价，心里不舒服",),
}
LEAK: Final = "瓶口漏液"
_TOPICS: Final[tuple[Topic, ...]] = ("肤感", "敏感肌", "物流", "包装", "客服", "价格")
_PRAISED: Final = (0.42, 0.12, 0.16, 0.10, 0.07, 0.13)
_BLAMED: Final = (0.30, 0.16, 0.18, 0.12, 0.14, 0.10)
NOTHING_SAID: Final = "此用户没有填写评价。"

# Planted: from this day on the cream's cap leaks in many a parcel.
LEAK_SKU: Final = "LH-MS01"
LEAK_FROM: Final = dt.date(2025, 9, 1)
LEAK_CHANCE: Final = 0.45

_REVIEWED_SHARE: Final = 0.11
_CREAM_REVIEWED_SHARE: Final = 0.22
_SKIN_CARE: Final = tuple(good for good in GOODS if good.sku.startswith("LH-"))


@dataclass(frozen=True, slots=True)
class Review:
    """One review; `opinions` are its topics, each with whether it is praise; `more` and `more_at` are the 追评."""

    order: Order
    good: Good
    at: dt.datetime
    text: str
    opinions: tuple[tuple[Topic, bool], ...]
    more: str
    more_at: dt.datetime | None

    @property
    def label(self) -> str:
        """Any complaint makes it a bad one, next to praise a middling one."""
        if all(is_praise for _, is_praise in self.opinions):
            return "好评"
        return "中评" if any(is_praise for _, is_praise in self.opinions) else "差评"


def product_id(good: Good) -> str:
    return f"{683215000417 + _SKIN_CARE.index(good) * 7350211}"


def _opinions(draw: Draw) -> list[tuple[Topic, bool]]:
    is_happy = draw.chance(0.80)
    first = (draw.weighted(_TOPICS, _PRAISED if is_happy else _BLAMED), is_happy)
    if not draw.chance(0.4):
        return [first]
    # Who praises goes on praising; who complains may find something good.
    is_praise = is_happy or draw.chance(0.35)
    second = (draw.weighted(_TOPICS, _PRAISED if is_praise else _BLAMED), is_praise)
    return [first] if second[0] == first[0] else [first, second]


def _said(draw: Draw, opinions: list[tuple[Topic, bool]], leaks: bool) -> str:
    phrases = [draw.pick((PRAISE if is_praise else COMPLAINTS)[topic]) for topic, is_praise in opinions]
    if leaks:
        phrases[-1] = COMPLAINTS["包装"][0]
    return "，".join(phrases) + draw.pick(("", "。", "！", "～"))


def _leaks(good: Good, order: Order, draw: Draw) -> bool:
    return good.sku == LEAK_SKU and order.created_at.date() >= LEAK_FROM and draw.chance(LEAK_CHANCE)


def _review(order: Order) -> Review | None:
    draw = Draw("review", order.number)
    at = order.completed_at + dt.timedelta(seconds=draw.between(3000, 5 * 86400))
    good = order.lines[0].good
    is_reviewed = draw.chance(_CREAM_REVIEWED_SHARE if good.sku == LEAK_SKU else _REVIEWED_SHARE)
    if not is_reviewed or at >= LAST_EXPORT.replace(hour=0, minute=0) or good not in _SKIN_CARE:
        return None
    opinions = _opinions(draw)
    leaks = _leaks(good, order, draw)
    if leaks:
        opinions = [each for each in opinions if each[0] != "包装"] + [("包装", False)]
    text = _said(draw, opinions, leaks)
    if not leaks and draw.chance(0.15):
        return Review(order, good, at, NOTHING_SAID, (), "", None)
    more_at = at + dt.timedelta(days=draw.between(3, 40), minutes=draw.between(0, 600))
    if draw.chance(0.12) and more_at < LAST_EXPORT.replace(hour=0, minute=0):
        more = draw.pick(("用了一段时间，还不错", "追评：空瓶了，已回购", "用久了也没什么效果", "没有过敏，放心"))
        return Review(order, good, at, text, tuple(opinions), more, more_at)
    return Review(order, good, at, text, tuple(opinions), "", None)


def make_reviews(orders: list[Order]) -> list[Review]:
    """Reviews of Tmall orders that arrived, in time order."""
    done = [order for order in orders if order.shop == "tmall" and order.state(LAST_EXPORT) == "done"]
    reviews = [review for order in done if (review := _review(order))]
    return sorted(reviews, key=lambda each: (each.at, each.order.number))


def _masked(name: str) -> str:
    return f"{name[0]}**{name[-1]}"


def _row(review: Review) -> Row:
    person = review.order.person
    if person is None:
        raise ValueError("a Tmall order always names its member")
    return {
        "评论": review.text,
        "昵称": _masked(person.tmall_name),
        "追评内容": review.more,
        "追评时间": stamp(review.more_at),
        "评价时间": stamp(review.at),
        "商品id": product_id(review.good),
        "颜色分类": f"{review.good.name} {review.good.spec}",
        "评价分类": review.label,
        "skuid": f"5{product_id(review.good)}",
    }


def table(reviews: list[Review]) -> Table:
    """The newest stands first."""
    return Table(FILE, HEADER, [_row(review) for review in reversed(reviews)])
