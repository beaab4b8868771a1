"""The words of `words.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files


def answers(name: str) -> frozenset[str]:
    """Whole answers, in the form of `plain_words`."""
    return frozenset(_words()["said"][name])


def pattern(name: str) -> re.Pattern[str]:
    """The alternatives of one list as one expression."""
    return re.compile("|".join(_words()["patterns"][name]))


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("insight.warehouse.consent").joinpath("words.toml").read_text(encoding="utf-8"))
