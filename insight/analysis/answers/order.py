"""The order in which options are shown: that of a scale where they are one, never the alphabet's."""

import re
from collections.abc import Mapping, Sequence

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?\s*[kK万千]?")
_BELOW = re.compile(
    r"^\s*(?:<|≤|less than|under|below|up to|fewer than|不足|少于|低于)|(?:以下|以内|or less|and under)", re.I
)
_LAST = re.compile(
    r"^(?:其他|其它|以上都不是|都没有|不清楚)|^(?:无|没有|other|none|none of|don.?t know|not sure|unsure|n/?a)\b", re.I
)

_DEGREES: Sequence[tuple[int, re.Pattern[str]]] = (
    (0, re.compile(r"not? at all|(?:完全|根本|一点也?)不|毫不|never|从不|从未|没有过", re.I)),
    (1, re.compile(r"once in a while|rarely|seldom|slightly|a little|hardly|很少|偶尔|不太|略微|稍微|有点", re.I)),
    (2, re.compile(r"about half|sometimes|occasionally|somewhat|moderately|fairly|有时|一般|中等|较为|比较", re.I)),
    (3, re.compile(r"usually|often|frequently|quite|mostly|经常|通常|挺", re.I)),
    (4, re.compile(r"\bvery\b|strongly|extremely|completely|always|总是|每次|非常|十分|很|极", re.I)),
)
"""How strongly a word says what it says, where it stands in a scale."""

_AGAINST = re.compile(
    r"\bdis|\bun(?!i)|\bnot? |\bimp?ossible|difficult|\bbad\b|poor|worse|decreas|不(?!了)|差|难|反对|降低|减少", re.I
)
_MIDDLE = re.compile(r"^neither|^neutral|^undecided|一般|中立|无所谓|说不清|没变化|^about the same|不好不坏", re.I)
_NOUGHT = re.compile(r"^(?:从未|从不|没有?|无|0|never|none|no)\b|^(?:从未|从不|没有)", re.I)
_ANY_DEGREE = 2.5


def natural_order(options: Mapping[str, float]) -> tuple[list[str], bool]:
    """The options in the order of their scale, and whether they are one.

    `options`: how often each was chosen. Numbers, spans with numbers ("18-29", "$40-75k", "65岁以上") and words of
    degree ("very dissatisfied" … "very satisfied") are a scale; otherwise the most frequent come first, "other" last.
    """
    names = list(options)
    for placed in (_by_number, _by_span, _by_degree):
        places = [placed(name) for name in names] if placed is not _by_degree or _is_graded(names) else [None]
        known = [place for place in places if place is not None]
        if len(known) == len(names) and len(set(known)) == len(names) and len(names) > 1:
            return [name for _, name in sorted(zip(known, names, strict=True))], True
    return sorted(names, key=lambda name: (bool(_LAST.search(name.strip())), -options[name], name)), False


def _by_number(name: str) -> float | None:
    try:
        return float(name)
    except ValueError:
        return None


def _by_span(name: str) -> float | None:
    """Where a span begins; one that only says where it ends lies before it."""
    found = _NUMBER.search(name)
    if found is None:
        return -1.0 if _NOUGHT.search(name.strip()) else None
    scale = {"k": 1e3, "千": 1e3, "万": 1e4}
    text = found.group().replace(",", "").strip()
    unit = scale.get(text[-1].lower(), 1.0)
    first = float(text.rstrip("kK万千 "))
    if unit == 1.0 and (later := re.search(r"[-–—~至到]\s*\$?\s*[\d,.]+\s*([kK万千])", name)):
        unit = scale[later.group(1).lower()]
    value = first * unit
    return value - 0.5 if _BELOW.search(name) else value


def _is_graded(names: Sequence[str]) -> bool:
    """Whether enough of the options say a degree themselves: two, and half of all."""
    graded = sum(bool(_degrees(name) or _MIDDLE.search(name)) for name in names)
    return graded > 1 and 2 * graded >= len(names)


def _degrees(name: str) -> list[int]:
    return [degree for degree, words in _DEGREES if words.search(name)]


def _by_degree(name: str) -> float | None:
    """From strongly against (below 0) to strongly for; the middle is 0."""
    if _MIDDLE.search(name) and not re.search(r"不(?:太)?满意|不满", name):
        return 0.0
    degrees = _degrees(name)
    if degrees and min(degrees) == 0:
        return -10.0
    degree = float(max(degrees)) if degrees else _ANY_DEGREE
    return -degree if _AGAINST.search(name) else degree
