"""Invented names, nicknames, phones and addresses; no register of persons was used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sample_data.maker.draw import Draw

_SURNAMES: Final[tuple[str, ...]] = (*"王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹", "欧阳", "司徒")
_SYLLABLES: Final = tuple("安白岑初丹恩芳谷禾嘉可兰苓沐楠璞青然瑞舒彤婉溪言依语悦云卓子晨博宁远清")
_WORDS_BEFORE: Final = (
    "爱吃糖的",
    "不加班的",
    "慢半拍",
    "半糖",
    "今天也要",
    "山里的",
    "云上",
    "阿",
    "小",
    "一只",
    "月光",
)
_WORDS: Final = (
    "小鹿",
    "奶盖",
    "橘子",
    "团子",
    "海盐",
    "青柠",
    "泡芙",
    "栗子",
    "云朵",
    "麦穗",
    "薄荷",
    "糯米",
    "桃桃",
    "鲸鱼",
    "松饼",
    "豆花",
    "雪梨",
    "布丁",
    "芋圆",
    "阿狸",
    "柚子",
    "星星",
    "番茄",
    "可可",
)
_FIRST: Final = (
    "Ava",
    "Mia",
    "Ella",
    "Grace",
    "Nora",
    "Ivy",
    "Ruth",
    "June",
    "Leah",
    "Tess",
    "Owen",
    "Liam",
    "Noah",
    "Evan",
    "Ian",
    "Max",
    "Hana",
    "Mei",
    "Lin",
    "Yuki",
    "Priya",
    "Zoë",
    "Chloé",
    "Iris",
)
_LAST: Final = (
    "Marlowe",
    "Penner",
    "Hartwell",
    "Tanaka",
    "Okafor",
    "Lindqvist",
    "Chen",
    "Wong",
    "Novak",
    "Silva",
    "Brandt",
    "Keller",
    "Moreau",
    "Quill",
    "Ashby",
    "Fenwick",
    "Larkin",
    "Tran",
    "Mehta",
    "Sorensen",
)
# Two blocks a prefix, so that different phones look alike once their middle is masked.
_PHONE_STARTS: Final = ("1380000", "1380001", "1390000", "1390001", "1370000", "1370001", "1860000", "1860001")
_US_AREAS: Final = ("212", "310", "415", "617", "206", "503", "702", "312")

# The receivers of presents are nobody's customers: a range of their own keeps them from meeting one.
RECEIVER_START: Final = "1350000"
HUB_PHONE: Final = "13800008888"


class Unused:
    """Hands out values that were not handed out before."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)

    def of(self, make: Callable[[], str]) -> str:
        while (value := make()) in self._taken:
            continue
        self._taken.add(value)
        return value


def chinese_name(draw: Draw) -> str:
    given = draw.pick(_SYLLABLES) + (draw.pick(_SYLLABLES) if draw.chance(0.75) else "")
    return draw.pick(_SURNAMES) + given


def english_name(draw: Draw) -> str:
    return f"{draw.pick(_FIRST)} {draw.pick(_LAST)}"


def nickname(draw: Draw) -> str:
    before = draw.pick(_WORDS_BEFORE) if draw.chance(0.6) else ""
    after = draw.digits(draw.between(2, 4)) if draw.chance(0.5) else draw.pick(_WORDS)
    return before + draw.pick(_WORDS) + after


def tmall_name(draw: Draw) -> str:
    """A member name of the platform: many people keep the one they were given."""
    return f"tb{draw.digits(9)}" if draw.chance(0.35) else f"{nickname(draw)}{draw.pick(('', '_', ''))}{draw.digits(2)}"


def chinese_phone(draw: Draw) -> str:
    return draw.pick(_PHONE_STARTS) + draw.digits(4)


def overseas_phone(draw: Draw) -> str:
    """A North American number out of the block 555-01xx that is kept for fiction."""
    return f"+1 {draw.pick(_US_AREAS)}-555-01{draw.digits(2)}"


def email(name: str, draw: Draw) -> str:
    letters = "".join(letter for letter in name.lower().replace(" ", ".") if letter.isascii() and letter not in "'")
    return f"{letters}{draw.digits(3)}@example.com"


def mask_name(name: str) -> str:
    return f"{name[0]}*"


def mask_middle(phone: str) -> str:
    """138****1234, as Tmall masks."""
    return f"{phone[:3]}****{phone[-4:]}"


def mask_most(phone: str) -> str:
    """186******05, as Youzan masks."""
    return f"{phone[:3]}******{phone[-2:]}"
