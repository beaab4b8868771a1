"""Who there is: people, where they buy and which lists name them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final, Literal

from sample_data.maker import names
from sample_data.maker.draw import Draw
from sample_data.maker.festivals import Shop
from sample_data.maker.places import Place, place_in_china, place_near_the_bakery, place_overseas

Segment = Literal["trial", "steady", "high_value", "gift", "dormant", "none"]
ListedBy = Literal["", "phone", "masked_phone", "email", "nothing"]

SEGMENT_SHARES: Final[dict[Segment, float]] = {
    "trial": 0.50,
    "steady": 0.17,
    "high_value": 0.105,
    "gift": 0.125,
    "dormant": 0.10,
}


@dataclass(frozen=True, slots=True)
class Person:
    """A real person. What a platform shows of them is decided by `phone_on_tmall`, `in_youzan` and `in_wecom`.

    `segment` is hidden from the exports; it drives behaviour ("none": never buys). `in_youzan` and `in_wecom` say by
    what the customer list names the person: "" means not listed, "nothing" listed by nickname alone.
    """

    number: int
    segment: Segment
    shops: tuple[Shop, ...]
    name: str
    nickname: str
    tmall_name: str
    phone: str
    email: str
    gender: Literal["女", "男", "其他"]
    birthday: dt.date | None
    place: Place
    phone_on_tmall: bool
    in_youzan: ListedBy
    in_wecom: ListedBy
    wecom_staff: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """People alike in where they buy and what is known of them; shares are of the people of the group."""

    size: int
    shops: tuple[Shop, ...] = ()
    phone_on_tmall: bool = False
    youzan: tuple[tuple[ListedBy, float], ...] = (("", 1),)
    wecom: tuple[tuple[ListedBy, float], ...] = (("", 1),)


_LISTED: Final[tuple[tuple[ListedBy, float], ...]] = (("phone", 1),)
_GROUPS: Final[tuple[_Group, ...]] = (
    _Group(size=1540, shops=("tmall",), wecom=(("", 0.91), ("phone", 0.02), ("nothing", 0.07))),
    _Group(size=100, shops=("tmall",), phone_on_tmall=True, wecom=(("", 0.6), ("phone", 0.4))),
    _Group(
        size=140,
        shops=("tmall", "youzan"),
        phone_on_tmall=True,
        youzan=_LISTED,
        wecom=(("", 0.45), ("phone", 0.45), ("nothing", 0.1)),
    ),
    _Group(size=110, shops=("tmall", "youzan"), youzan=_LISTED, wecom=(("", 0.6), ("phone", 0.3), ("nothing", 0.1))),
    _Group(size=990, shops=("youzan",), youzan=_LISTED, wecom=(("", 0.58), ("phone", 0.3), ("nothing", 0.12))),
    _Group(size=400, shops=("shopify",), wecom=(("", 0.92), ("email", 0.08))),
    _Group(
        size=430,
        youzan=(("phone", 0.84), ("masked_phone", 0.09), ("nothing", 0.07)),
        wecom=(("", 0.78), ("phone", 0.16), ("nothing", 0.06)),
    ),
    _Group(size=290, wecom=(("phone", 0.3), ("nothing", 0.7))),
)

# (first person of the group with this index, field, value): texts that break careless readers and writers
_AWKWARD: Final[tuple[tuple[int, Literal["name", "nickname", "tmall_name"], str], ...]] = (
    (0, "tmall_name", "🍓草莓味的风"),
    (0, "tmall_name", "=1+1"),
    (0, "tmall_name", "-小鱼-"),
    (1, "name", "张𠮷"),
    (1, "tmall_name", "囍𠮷𠮷"),
    (2, "name", "欧阳婉"),
    (4, "name", "张𠮷"),
    (4, "nickname", "🍰今天也要吃蛋糕🍓"),
    (4, "nickname", "=1+1"),
    (4, "nickname", "@云朵"),
    (4, "nickname", "+糖"),
    (4, "nickname", "<b>小鹿</b>"),
    (4, "nickname", '"奶盖", 三分糖'),
    (4, "name", "O'Brien"),
    (5, "name", "Siobhán O'Brien"),
    (5, "name", "Zoë D'Angelo"),
    (7, "nickname", '=HYPERLINK("x")'),
)


class _Registry:
    """The names already given, so that no two people share a phone, an e-mail address or a nickname."""

    def __init__(self) -> None:
        self.phones = names.Unused(names.HUB_PHONE)
        self.overseas_phones = names.Unused()
        self.emails = names.Unused()
        self.nicknames = names.Unused()
        self.tmall_names = names.Unused()


def _birthday(draw: Draw) -> dt.date | None:
    if draw.chance(0.45):
        return None
    return dt.date(2005, 12, 31) - dt.timedelta(days=max(0, int(6150 + 2400 * draw.bell())))


def _segment(draw: Draw, shops: tuple[Shop, ...]) -> Segment:
    if not shops:
        return "none"
    return draw.weighted(tuple(SEGMENT_SHARES), tuple(SEGMENT_SHARES.values()))


def _place(draw: Draw, shops: tuple[Shop, ...]) -> Place:
    if "shopify" in shops:
        return place_overseas(draw)
    return place_in_china(draw) if shops == ("tmall",) else place_near_the_bakery(draw)


def _listed(draw: Draw, options: tuple[tuple[ListedBy, float], ...]) -> ListedBy:
    return draw.weighted([option for option, _ in options], [share for _, share in options])


def _person(number: int, group: _Group, registry: _Registry) -> Person:
    draw = Draw("person", number)
    abroad = "shopify" in group.shops
    name = names.english_name(draw) if abroad else names.chinese_name(draw)
    in_wecom = _listed(draw, group.wecom)
    return Person(
        number=number,
        segment=_segment(draw, group.shops),
        shops=group.shops,
        name=name,
        nickname=registry.nicknames.of(lambda: names.nickname(draw)),
        tmall_name=registry.tmall_names.of(lambda: names.tmall_name(draw)) if "tmall" in group.shops else "",
        phone=(
            registry.overseas_phones.of(lambda: names.overseas_phone(draw))
            if abroad
            else registry.phones.of(lambda: names.chinese_phone(draw))
        ),
        email=registry.emails.of(lambda: names.email(name, draw)) if abroad else "",
        gender=draw.weighted(("女", "男", "其他"), (0.7, 0.2, 0.1)),
        birthday=_birthday(draw),
        place=_place(draw, group.shops),
        phone_on_tmall=group.phone_on_tmall,
        in_youzan=_listed(draw, group.youzan),
        in_wecom=in_wecom,
        # Without a phone the two rows of one contact could not be told from two people.
        wecom_staff=2 if in_wecom in ("phone", "email") and draw.chance(0.12) else 1,
    )


def _renamed(person: Person, field: Literal["name", "nickname", "tmall_name"], value: str) -> Person:
    if field == "name":
        return replace(person, name=value)
    return replace(person, nickname=value) if field == "nickname" else replace(person, tmall_name=value)


def _with_awkward_texts(groups: list[list[Person]]) -> list[Person]:
    """Each awkward text goes to another person, so that one failure does not hide the next."""
    used = [0] * len(groups)
    for group, field, value in _AWKWARD:
        place = used[group]
        groups[group][place] = _renamed(groups[group][place], field, value)
        used[group] += 1
    return [person for group in groups for person in group]


def make_people() -> list[Person]:
    """Everyone, in a fixed order."""
    registry = _Registry()
    groups: list[list[Person]] = []
    number = 0
    for group in _GROUPS:
        groups.append([_person(number + place, group, registry) for place in range(group.size)])
        number += group.size
    return _with_awkward_texts(groups)
