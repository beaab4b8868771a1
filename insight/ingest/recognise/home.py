"""Where the shop of an unknown export is at home: its currency and its time zone."""

import re
import unicodedata
from collections.abc import Iterable

from insight.ingest.recognise.header import Header
from insight.ingest.recognise.witness import Witnessed

_JAPANESE = re.compile("[\u3040-\u30ff]|注文|受注|購入|顧客|氏名|電話番号|会員番号|会員ランク")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NOTED = re.compile(r"[(\[]\s*([A-Za-z]{3}|元|[¥$€£₹₩円])\s*[)\]]|\b([A-Z]{3})$")
_CODES = re.compile(
    "AED|ARS|AUD|BDT|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|MXN|MYR|NGN|NOK|NZD|PEN|"
    "PHP|PKR|PLN|RMB|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR"
)
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
_SIGNED = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))
_CODE_BESIDE = re.compile(r"^([A-Z]{3})\s?[\d(-]|[\d)]\s?([A-Z]{3})$")


def home(header: Header, witness: Witnessed, amounts: Iterable[int]) -> tuple[str, str]:
    """Currency and time zone; an empty currency is one that the export does not tell.

    The amounts tell the currency by their signs or the notes in their headers, the language of the header row the rest;
    languages other than Chinese and Japanese are spoken in several countries.
    """
    text = " ".join(header.cells)
    stated = next((code for at in amounts if (code := _stated(header.cells[at], witness.values(at)))), "")
    if _JAPANESE.search(text):
        return stated or "JPY", "Asia/Tokyo"
    if _CHINESE.search(text):
        return stated or "CNY", "Asia/Shanghai"
    return stated, "UTC"


def _stated(cell: str, values: Iterable[str]) -> str:
    """The currency that a header or all of its cells that tell one agree on."""
    if match := _NOTED.search(unicodedata.normalize("NFKC", cell).strip()):
        noted = (match[1] or match[2]).upper()
        code = _SIGNS.get(noted, "CNY" if noted in ("元", "¥", "RMB") else noted)
        if _CODES.fullmatch(code):
            return code
    told = {code for value in values if (code := _told(value))}
    return told.pop() if len(told) == 1 else ""


def _told(value: str) -> str:
    if (match := _CODE_BESIDE.search(value)) and _CODES.fullmatch(match[1] or match[2]):
        return "CNY" if (code := match[1] or match[2]) == "RMB" else code
    sign = _SIGNED.search(value)
    return _SIGNS[sign[0]] if sign else ""
