"""The names that one header cell may be known by, from the name as written to what is left without its company."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from insight.ingest.recognise.cells.currencies import CODES
from insight.ingest.recognise.names.header import Header, normalise_header, without_note
from insight.ingest.recognise.names.scripts import simplified

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_GAPS = re.compile(r"[\s_\-./#:·|&'’\"*()\[\]【】?？,，、;]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_ENDING_NOTE = re.compile(r"^(.+?)\s*[(（]([^()（）]+)[)）]$")
_OF_A_GROUP = re.compile(r"(基本|详细)?(信息|资料|明细|详情|数据|档案| info(rmation)?| details?)$", re.IGNORECASE)
_CURRENCY = re.compile(
    rf"(?:^|[\s_-])(?:in[\s_-])?({CODES.pattern}|euros?|dollars?|yuan|yen|pounds?)$|^({CODES.pattern}|euro|dollar)[\s_-]"
    r"|[（(]?(人民币|美元|欧元|元)[)）]?$|(?<=[a-z])(USD|EUR|GBP|CNY|RMB)$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[\s_-](in[\s_-])?(cents?|pence|minor[\s_]units?|thousands?|millions?)$", re.IGNORECASE)
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff"
_TWO_SCRIPTS = re.compile(
    rf"^(?P<first>[^A-Za-z]*[{_IDEOGRAPH}][^A-Za-z]*?)[\s/|(（]+(?P<last>[^{_IDEOGRAPH}]*[A-Za-z]{{2}}[^{_IDEOGRAPH}]*)$"
)
_OTHER_WAY = re.compile(
    rf"^(?P<first>[^{_IDEOGRAPH}]*[A-Za-z]{{2}}[^{_IDEOGRAPH}]*?)[\s/|(（]+(?P<last>[^A-Za-z]*[{_IDEOGRAPH}][^A-Za-z]*)$"
)


@lru_cache(maxsize=131_072)
def plain_name(header: str) -> str:
    """Without case, blanks, signs, camel case, accents, the English plural and traditional signs: `CustomerIDs` ->
    `customerid`, `訂單編號` -> `订单编号`."""
    spaced = _HUMPS.sub(" ", simplified(unicodedata.normalize("NFKC", header)))
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", normalise_header(spaced)))
    words = _GAPS.sub(" ", unicodedata.normalize("NFC", bare)).split()
    return "".join(word[:-1] if len(word) > 2 and word.endswith("s") and word.isascii() else word for word in words)


def plain_positions(header: Header) -> dict[str, tuple[int, ...]]:
    """Plain name -> the positions known by it.

    A position that is called so goes before one that is when something is taken away from what it is called.
    """
    positions: dict[str, dict[int, None]] = {}
    for form in _FORMS:
        for position in header.named:
            for name in form(header, position):
                positions.setdefault(plain_name(name), {})[position] = None
    return {name: tuple(found) for name, found in positions.items() if name}


def _as_written(header: Header, position: int) -> Iterator[str]:
    yield header.cells[position]


def _note_first(header: Header, position: int) -> Iterator[str]:
    """`Phone (Billing)` is the `Billing Phone`, `手机(收货人)` the `收货人手机`."""
    if match := _ENDING_NOTE.match(header.cells[position].strip()):
        yield f"{match[2]} {match[1]}"


def _without_notes(header: Header, position: int) -> Iterator[str]:
    yield _bare(header.cells[position])


def _under_its_group(header: Header, position: int) -> Iterator[str]:
    """`下单人信息/手机` is the `下单人手机`."""
    *groups, last = header.parts(position)
    for group in reversed(groups):
        yield f"{_OF_A_GROUP.sub('', group)} {_bare(last)}"


def _without_its_group(header: Header, position: int) -> Iterator[str]:
    *groups, last = header.parts(position)
    if groups:
        yield last
        yield _bare(last)


def _in_one_language(header: Header, position: int) -> Iterator[str]:
    """`订单号 Order No.` is both."""
    lowest = header.parts(position)[-1].strip()
    for form in (_TWO_SCRIPTS, _OTHER_WAY):
        if match := form.match(lowest):
            yield match["first"]
            yield match["last"]


def _without_currency(header: Header, position: int) -> Iterator[str]:
    """`amount_usd` is the `amount`, `金额 人民币` the `金额`."""
    name = _bare(header.cells[position])
    bare = _CURRENCY.sub("", name).strip(" _-")
    if bare and bare != name:
        yield bare


def _without_unit(header: Header, position: int) -> Iterator[str]:
    """`amount_cents` is the `amount`; in which unit it is counted, cleaning reads off the header."""
    name = _bare(header.cells[position])
    bare = _UNIT.sub("", name).strip(" _-")
    if bare and bare != name:
        yield bare


_FORMS: tuple[Callable[[Header, int], Iterator[str]], ...] = (
    _as_written,
    _note_first,
    _without_notes,
    _under_its_group,
    _without_its_group,
    _in_one_language,
    _without_currency,
    _without_unit,
)


def _bare(header: str) -> str:
    """Without the notes in brackets at its end; camel case is kept for `plain_name`."""
    text = unicodedata.normalize("NFKC", header).strip()
    while (stripped := len(normalise_header(text)) - len(without_note(text))) > 0:
        text = text[:-stripped].strip()
    return text
