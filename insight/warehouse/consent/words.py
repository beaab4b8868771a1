"""The words of `words.toml`, and those of other lands in `lands.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from insight.warehouse.consent.plain import plain_words, without_accents


def answers(name: str) -> frozenset[str]:
    """Whole answers, in the form of `plain_words`."""
    return frozenset(plain_words(word) for word in _listed("said", name)) | frozenset(_listed("said", name))


def pattern(name: str) -> re.Pattern[str]:
    """The alternatives of one list as one expression."""
    return re.compile("|".join(map(without_accents, _listed("patterns", name))))


def _listed(part: str, name: str) -> list[str]:
    return [word for file in ("words.toml", "lands.toml") for word in _words(file)[part].get(name, [])]


@cache
def _words(file: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("insight.warehouse.consent").joinpath(file).read_text(encoding="utf-8"))
