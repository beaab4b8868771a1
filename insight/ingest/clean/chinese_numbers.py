"""Numbers in Chinese words: 二十八, 壹仟贰佰元整, 3千5百, 一万二."""

import re

_DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("〇零", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_SMALL = {"角": 0.1, "毛": 0.1, "分": 0.01}
_WHOLE = re.compile(
    r"^[¥￥]?\s*(?:人民币|人民幣)?(负|負|-)?([〇零一壹二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億\d.]+)[元圆圓块塊]?(.*?)(?:整|正|钱|錢)?$"
)
_PART = re.compile(r"([〇零一壹二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖\d])([角毛分])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def chinese_number(text: str) -> float | None:
    """The number that a text spells, or None for any other text."""
    match = _WHOLE.match(text.strip().replace(" ", ""))
    if not match or not any(sign in match[2] for sign in (*_DIGITS, *_UNITS, *_GROUPS)):
        return None
    whole, small = _spelled(match[2]), _small(match[3])
    if whole is None or small is None:
        return None
    return -(whole + small) if match[1] else whole + small


def _small(text: str) -> float | None:
    """三角五分 behind the yuan; None for anything else."""
    parts = _PART.findall(text)
    if "".join(digit + unit for digit, unit in parts) != text:
        return None
    return sum((_DIGITS[digit] if digit in _DIGITS else int(digit)) * _SMALL[unit] for digit, unit in parts)


def _spelled(text: str) -> float | None:
    if all(sign in _DIGITS for sign in text):
        return float("".join(str(_DIGITS[sign]) for sign in text))
    total, group, digit, last_unit = 0.0, 0.0, None, 1
    for token in re.findall(r"\d+(?:\.\d+)?|\D", text):
        if _NUMBER.fullmatch(token):
            digit = float(token)
        elif token in _DIGITS:
            digit = float(_DIGITS[token])
            last_unit = 1 if _DIGITS[token] == 0 else last_unit
        elif token in _UNITS:
            last_unit = _UNITS[token]
            group, digit = group + (1.0 if digit is None else digit) * last_unit, None
        elif token in _GROUPS:
            last_unit = _GROUPS[token]
            total, group, digit = (total + group + (digit or 0.0)) * last_unit, 0.0, None
        else:
            return None
    return total + group + (0.0 if digit is None else digit * max(1, last_unit / 10))
