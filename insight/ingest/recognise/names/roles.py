"""What a header says by its stems, where no list has its name: who, when, how much."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from insight.ingest.recognise.names.header import normalise_header
from insight.ingest.recognise.names.scripts import compatible, simplified

_FILE = Path(__file__).parents[2] / "synonyms" / "roles.toml"
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORDS = re.compile(r"[a-z°]+")
_SHORT = 3


@lru_cache(maxsize=4096)
def roles_of(header: str) -> frozenset[str]:
    """`who`, `number`, `when`, `how_much`: each of which some stem is in the header."""
    text = _bare(normalise_header(simplified(_HUMPS.sub(" ", unicodedata.normalize("NFKC", header)))))
    words = _WORDS.findall(text)
    return frozenset(role for role, stems in _stems().items() if any(_has(stem, text, words) for stem in stems))


def _bare(text: str) -> str:
    """Without accents; in whole signs, because a Korean or Japanese sign that is taken apart is in no list."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def _has(stem: str, text: str, words: list[str]) -> bool:
    """A short stem is a whole word; a longer one begins a word; one of another script stands anywhere."""
    if not stem.isascii():
        return stem in text
    return any(word in (stem, stem + "s") or (len(stem) > _SHORT and word.startswith(stem)) for word in words)


@cache
def _stems() -> dict[str, tuple[str, ...]]:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        role: tuple(dict.fromkeys(_bare(simplified(compatible(word))) for word in fields["words"]))
        for role, fields in raw.items()
    }
