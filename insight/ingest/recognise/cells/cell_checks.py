"""What the cells of single columns have to look like, beyond their kind: a state, a flag, a document, a share."""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from insight.ingest.recognise.names.naming import plain_name
from insight.ingest.recognise.names.words import shared_refund_words, shared_status_words, status_of

_FILE = Path(__file__).parents[2] / "synonyms" / "documents.toml"
_PLACES = frozenset({"state", "estado", "stato", "staat", "etat"})
"""Names that a state of an order shares with a state of a country."""

_MOST_TYPES = 12
_FRACTION = re.compile(r"-?(0?[.,]\d+|[01]([.,]0+)?)$|-?\d{1,3}([.,]\d+)?\s?%$")
FLAGS = frozenset(
    {"1", "0", "1.0", "0.0", "yes", "no", "y", "n", "true", "false", "t", "f", "paid", "unpaid", "x", "✓", "√"}
    | {
        "是",
        "否",
        "已",
        "未",
        "有",
        "无",
        "已付",
        "未付",
        "已支付",
        "未支付",
        "已付款",
        "未付款",
        "已结清",
        "未结清",
        "对",
        "错",
    }
    | {"ja", "nein", "oui", "non", "sí", "si", "sim", "não", "ya", "tidak", "はい", "いいえ", "済", "未払い"}
    | {
        "nee",
        "nej",
        "tak",
        "nie",
        "да",
        "нет",
        "evet",
        "hayır",
        "có",
        "không",
        "예",
        "네",
        "아니오",
        "아니요",
        "نعم",
        "لا",
    }
)
_RATING = re.compile(
    r"[★⭐🌟]+[☆]*|[一二三四五1-5]\s*颗?星|(非常)?(不)?满意|[好中差]评|一般"
    r"|\d{1,2}([.,]\d+)?\s*(分|점|点|stars?|sterne?n?|étoiles?|estrellas?|stelle)?"
    r"(\s*(/|out of|von|sur|de|su|of|из|中)\s*\d{1,3}([.,]0)?\s*(stars?|sterne?n?|étoiles?|estrellas?|stelle)?)?",
    re.IGNORECASE,
)
_VAGUE = frozenset({"type", "kind", "tipo"})
_MOST_GENDERS = 8


def cells_fit(column: str, header: str, values: Sequence[str]) -> bool:
    """Whether the filled cells do not belie what the column would be."""
    said = [value for value in values if value]
    check = _CHECKS.get(column)
    return not said or check is None or check(plain_name(header), said)


def _is_state(header: str, said: Sequence[str]) -> bool:
    """A column called "State" is the state of an order only where its words are, half of them or more."""
    if header not in _PLACES:
        return True
    words = set(said)
    return 2 * sum(is_known_state(word) for word in words) >= len(words)


def _is_place(header: str, said: Sequence[str]) -> bool:
    return header not in _PLACES or not _is_state(header, said)


def is_known_state(word: str) -> bool:
    """Whether a word is a known state of an order or of its refund."""
    return status_of(word, shared_status_words() | shared_refund_words()) is not None


def _is_flag(_header: str, said: Sequence[str]) -> bool:
    return all(value.strip().lower() in FLAGS for value in said)


def _is_document(header: str, said: Sequence[str]) -> bool:
    """Few words, every one of which is a kind of sale or of return; a return among them, where the name says little."""
    types = [kind_of_document(word) for word in set(said)]
    is_told = header not in _VAGUE or "return" in types
    return len(types) <= _MOST_TYPES and None not in types and is_told


def _is_gender(_header: str, said: Sequence[str]) -> bool:
    return len(set(said)) <= _MOST_GENDERS and not any(
        value.replace(".", "").isdigit() and len(value) > 1 for value in said
    )


def _is_money_off(_header: str, said: Sequence[str]) -> bool:
    """A discount of 0.2 or 15 % is a share, no money."""
    return not all(_FRACTION.match(value) for value in said) or all(value.strip("-0.,") == "" for value in said)


def _is_paid_amount(_header: str, said: Sequence[str]) -> bool:
    """A column called "Paid" is money only where its cells are no flags."""
    return not all(value.strip().lower() in FLAGS for value in said)


_CHECKS: dict[str, Callable[[str, Sequence[str]], bool]] = {
    "status": _is_state,
    "province": _is_place,
    "paid_amount": _is_paid_amount,
    "paid_flag": _is_flag,
    "void_flag": _is_flag,
    "document_type": _is_document,
    "discount": _is_money_off,
    "gender": _is_gender,
}


def is_rating(value: str) -> bool:
    """Stars, words for them, or a number of some that are told beside it: `5.0 out of 5 stars`, `4.5分`, `★★★☆☆`."""
    return bool(_RATING.fullmatch(value.strip()))


def kind_of_document(word: str) -> str | None:
    """`sale` or `return`, by the stem of a word for a type of document; None where no stem tells it."""
    plain = plain_name(word)
    return next((kind for kind, stem in _stems() if stem.search(plain)), None)


@cache
def _stems() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))["stems"]
    return tuple((stem["kind"], re.compile("|".join(stem["are"]))) for stem in raw)
