"""Whether two tags mean the same, or cannot both be true, as far as their names tell."""

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import combinations

from insight.audience.tagging import OPPOSITES

_FILLING = re.compile(r"客户|用户|人群|会员(?!卡|等级)|标签|自述|says:|[\s_\-·:：的类群（）()]+")
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+级?|[ivx]+$")
_DENIED = re.compile(r"^(?:不是|不|非|无|没有|没|未|not |non-?|no )")
_ALIKE = 0.8


def plain_name(name: str) -> str:
    """A name without what names of tags are filled up with."""
    return _FILLING.sub("", unicodedata.normalize("NFKC", name).casefold())


def are_same_name(one: str, other: str) -> bool:
    """Whether two names are one name written twice."""
    return plain_name(one) == plain_name(other) != ""


def are_similar(one: str, other: str) -> bool:
    """Whether two names may mean the same: alike in their letters and in every number, and neither denies the other."""
    first, second = plain_name(one), plain_name(other)
    if _NUMBER.findall(first) != _NUMBER.findall(second) or are_opposite(one, other):
        return False
    shorter, longer = sorted((first, second), key=len)
    is_within = len(shorter) >= 2 and shorter in longer
    return is_within or SequenceMatcher(None, first, second).ratio() >= _ALIKE


def are_opposite(one: str, other: str) -> bool:
    """Whether nobody can be both: a known pair, a word and its denial, or two levels of one ladder."""
    first, second = plain_name(one), plain_name(other)
    if (first, second) in _PAIRS or (second, first) in _PAIRS:
        return True
    if _DENIED.sub("", first) == _DENIED.sub("", second) and bool(_DENIED.match(first)) != bool(_DENIED.match(second)):
        return True
    return _are_levels(first, second)


def _are_levels(first: str, second: str) -> bool:
    stems = (re.sub(r"\d+$", "", first), re.sub(r"\d+$", "", second))
    return stems[0] == stems[1] != "" and first != second and stems[0] not in (first, second)


_PAIRS = {(plain_name(a), plain_name(b)) for words in OPPOSITES for a, b in combinations(words, 2)}
