"""How exports write several goods into one cell."""

import re
from collections.abc import Sequence

UNIT_SEPARATOR = "\x1f"

_UNITS = "(?:件|个|份|盒|瓶|袋|只|套|杯|斤|包|支|条|双|台|本|张|片|罐|箱|束|pcs?)"

SPLITS = (
    (r"\s*[\r\n]+\s*", UNIT_SEPARATOR),
    (rf"([0-9]\s*{_UNITS}\s*[)）])\s*[;；,，、+/|]\s*", rf"\1{UNIT_SEPARATOR}"),
    (r"([×*]\s?[0-9]+|\s[xX]\s?[0-9]+)\s*[;；,，、+/|]\s*", rf"\1{UNIT_SEPARATOR}"),
    (r"\s*[;；,，]\s*([0-9]+\s?[×xX]\s)", rf"{UNIT_SEPARATOR}\1"),
)
"""Pattern and replacement: what stands between two goods becomes `UNIT_SEPARATOR`."""

COUNT_IN_BRACKETS = rf"^(?P<name>.+?)\s*[(（]\s*(?P<count>[0-9]+)\s*{_UNITS}\s*[)）]$"
COUNT_FIRST = r"^(?P<count>[0-9]+)\s?[×xX]\s+(?P<name>.+)$"
COUNT_LAST = rf"^(?P<name>.+?)(?:\s*[×*]\s?|\s+[xX]\s?)(?P<count>[0-9]+)\s?{_UNITS}?$"
NAME_AND_CODE = r"^(?P<name>.+)-\((?P<code>[^()]*)\)$"
"""One of the goods: its name, and how many or which code."""

_COUNTED = tuple(re.compile(pattern, re.DOTALL) for pattern in (COUNT_IN_BRACKETS, COUNT_FIRST, COUNT_LAST))
_ENOUGH = 0.5


def is_goods_list(said: Sequence[str]) -> bool:
    """Whether the cells of a column hold goods with their numbers, several in some of the cells."""
    goods = [_split(value) for value in said]
    counted = sum(all(any(form.match(each) for form in _COUNTED) for each in parts) for parts in goods)
    return any(len(parts) > 1 for parts in goods) and counted >= _ENOUGH * len(goods)


def _split(value: str) -> list[str]:
    for pattern, replacement in SPLITS:
        value = re.sub(pattern, replacement, value)
    return [part.strip() for part in value.split(UNIT_SEPARATOR) if part.strip()]
