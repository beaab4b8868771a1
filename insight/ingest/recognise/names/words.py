"""The words that exports use for the state of an order and of its after-sales case."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from insight.ingest.recognise.names.header import normalise_header
from insight.ingest.recognise.names.scripts import simplified
from insight.ingest.recognise.names.stems import status_by_stem
from insight.schema import ORDER_STATUSES

_FOLDER = Path(__file__).parents[2] / "synonyms"

KNOWN_STATUSES = tuple(status for status in ORDER_STATUSES if status != "unknown")
REFUND_STATUSES = ("none", "open", "refunded")


def normalise_word(word: str) -> str:
    """Words of status cells are compared like headers: both widths of signs and both Chinese scripts are one."""
    return simplified(normalise_header(word))


def canonical_words(words: Mapping[str, Sequence[str]], allowed: Sequence[str]) -> dict[str, str]:
    """Turn canonical -> words round. Raises ValueError for an unknown canonical word or a word with two meanings."""
    turned: dict[str, str] = {}
    for canonical, spellings in words.items():
        if canonical not in allowed:
            raise ValueError(f"{canonical!r} is none of {', '.join(allowed)}")
        for spelling in spellings:
            if turned.setdefault(normalise_word(spelling), canonical) != canonical:
                raise ValueError(f"{spelling!r} means both {turned[normalise_word(spelling)]!r} and {canonical!r}")
    return turned


@cache
def shared_status_words() -> dict[str, str]:
    """Normalised word -> canonical order status, for any export."""
    return canonical_words(_dictionary()["status"], KNOWN_STATUSES)


@cache
def shared_refund_words() -> dict[str, str]:
    """Normalised word -> none, open or refunded, for any export."""
    return canonical_words(_dictionary()["refund_status"], REFUND_STATUSES)


def status_of(word: str, known: Mapping[str, str]) -> str | None:
    """The canonical order status of a word: the meaning that is known, else the one its stem has; None for neither."""
    simpler = simplified(word).replace("部份", "部分")
    found = known.get(normalise_word(word)) or known.get(normalise_word(simpler)) or status_by_stem(word)
    return found or status_by_stem(simpler)


def _dictionary() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_FOLDER / "status.toml").read_text(encoding="utf-8"))


@cache
def value_words(table: str, column: str) -> dict[str, str]:
    """Normalised word -> canonical word of one column of another table than orders."""
    words = tomllib.loads((_FOLDER / "values.toml").read_text(encoding="utf-8"))[table][column]
    return canonical_words(words, tuple(words))
