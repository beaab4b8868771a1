"""Names written as patterns: `{买家|客户|}手机{号|}` stands for six names, `<buyer>` for the words of a fragment.

What an export calls a column is put together from few words: whose it is, what it is, in which form. The patterns say
how, so that a name that nobody has listed is known by its parts.
"""

import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

_FRAGMENTS = Path(__file__).parents[2] / "synonyms" / "fragments.toml"
_FRAGMENT = re.compile(r"<(\w+)>")
_CHOICE = re.compile(r"\{([^{}]*)\}")


@cache
def fragments() -> dict[str, tuple[str, ...]]:
    """Fragment -> its words. Raises ValueError where a fragment speaks of one that does not come before it."""
    raw: dict[str, Sequence[str]] = tomllib.loads(_FRAGMENTS.read_text(encoding="utf-8"))["fragments"]
    known: dict[str, tuple[str, ...]] = {}
    for name, words in raw.items():
        known[name] = tuple(dict.fromkeys(written for word in words for written in expanded(word, known)))
    return known


def expanded(pattern: str, known: dict[str, tuple[str, ...]] | None = None) -> Iterator[str]:
    """Every name that a pattern stands for, the first choices first. Raises ValueError for an unknown fragment."""
    words = fragments() if known is None else known
    parts = _CHOICE.split(_FRAGMENT.sub(lambda match: "{" + "|".join(_words(match[1], words)) + "}", pattern))
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ("".join(chosen) for chosen in itertools.product(*choices))


def _words(fragment: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if fragment not in known:
        raise ValueError(f"no fragment {fragment!r}")
    return known[fragment]
