"""Where the shop of an unknown export is at home: its currency and its time zone."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from insight.ingest.recognise.cells.currencies import CODES
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.scripts import is_traditional

_JAPANESE = re.compile("[\u3040-\u30ff]|注文|受注|番号|会員|氏名|円|都道府県|顧客名")
_PERHAPS_JAPANESE = re.compile("顧客|購入|売上|単価|税込|配送先|支払")
"""Words of Japanese headers; the second kind only where no sign is traditional Chinese."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_OF_ONE_COUNTRY = (
    (re.compile("[\uac00-\ud7a3]"), "KRW", "Asia/Seoul"),
    (re.compile("[\u0e01-\u0e5b]"), "THB", "Asia/Bangkok"),
    (re.compile("[đơưạảấầẩậắằặẹẻẽếềểệỉịọỏốồổộớờởợụủứừửựỳỵỷỹ]", re.IGNORECASE), "VND", "Asia/Ho_Chi_Minh"),
    (re.compile("[\u05d0-\u05ea]"), "ILS", "Asia/Jerusalem"),
)
"""Scripts and signs of languages that one country speaks, with its currency and time zone."""
_NOTED = re.compile(r"[(\[]\s*([A-Za-z]{3}|元|[¥$€£₹₩円])\s*[)\]]|\b([A-Z]{3})$")
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "₫": "VND",
    "฿": "THB",
    "₱": "PHP",
    "₺": "TRY",
    "₽": "RUB",
    "৳": "BDT",
    "zł": "PLN",
    "R$": "BRL",
    "HK$": "HKD",
    "NT$": "TWD",
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "S$": "SGD",
    "MX$": "MXN",
    "Rp": "IDR",
    "RM": "MYR",
    "$": "USD",
    "円": "JPY",
}
_SIGNS_ALONE = frozenset(sign.upper() for sign in _SIGNS) | {"¥", "元", "人民币", "TL", "KČ", "FT"}
_WORDS = re.compile(r"[^A-Za-z]+")
_SIGNED = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))
_CODE_BESIDE = re.compile(r"^([A-Z]{3})\s?[\d(-]|[\d)]\s?([A-Z]{3})$")


@dataclass(frozen=True, slots=True)
class Home:
    """Currency and time zone of a shop, and whether the sheet tells the currency; else the language of its headers."""

    currency: str
    timezone: str
    is_told: bool


def home(header: Header, witness: Witnessed, amounts: Iterable[int]) -> Home:
    """An empty currency is one that the export does not tell.

    The amounts tell the currency by their signs or the notes in their headers, the language of the header row the rest,
    where it is spoken in one country only.
    """
    told = next((code for at in amounts if (code := _stated(header.cells[at], witness.values(at)))), "")
    currency, timezone = _of_language(" ".join(header.cells))
    return Home(told or currency, timezone, bool(told))


def is_currency(value: str) -> bool:
    """Whether a cell is the code or the sign of a currency and nothing else."""
    word = value.strip().upper()
    return bool(CODES.fullmatch(word)) or word in _SIGNS_ALONE


def _of_language(text: str) -> tuple[str, str]:
    if _JAPANESE.search(text) or (_PERHAPS_JAPANESE.search(text) and not is_traditional(text)):
        return "JPY", "Asia/Tokyo"
    if is_traditional(text):
        return "TWD", "Asia/Taipei"
    if _CHINESE.search(text):
        return "CNY", "Asia/Shanghai"
    return next(((currency, zone) for signs, currency, zone in _OF_ONE_COUNTRY if signs.search(text)), ("", "UTC"))


def _stated(cell: str, values: Iterable[str]) -> str:
    """The currency that a header or all of its cells that tell one agree on."""
    if match := _NOTED.search(unicodedata.normalize("NFKC", cell).strip()):
        noted = (match[1] or match[2]).upper()
        code = _SIGNS.get(noted, "CNY" if noted in ("元", "¥", "RMB") else noted)
        if CODES.fullmatch(code):
            return code
    if code := next((word for part in _WORDS.split(cell) if CODES.fullmatch(word := part.upper())), ""):
        return "CNY" if code == "RMB" else code
    told = {code for value in values if (code := _told(value))}
    return told.pop() if len(told) == 1 else ""


def _told(value: str) -> str:
    if (match := _CODE_BESIDE.search(value)) and CODES.fullmatch(match[1] or match[2]):
        return "CNY" if (code := match[1] or match[2]) == "RMB" else code
    sign = _SIGNED.search(value)
    return _SIGNS[sign[0]] if sign else ""
