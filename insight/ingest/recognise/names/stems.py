"""What a word for the state of an order means where no list has it: told by the stem in it, in many languages."""

import re
import tomllib
from functools import cache
from pathlib import Path

from insight.ingest.recognise.names.header import normalise_header
from insight.ingest.recognise.names.scripts import compatible, simplified

_FILE = Path(__file__).parents[2] / "synonyms" / "stems.toml"
_DOT_OF_A_SMALL_I = "\u0307"
"""What is left of a Turkish İ in lower case."""
_JOINTS = re.compile(r"[_-]+")


def status_by_stem(word: str) -> str | None:
    """The canonical status of a word, or None where no stem tells it or a stem says that nobody can."""
    normal = _JOINTS.sub(" ", simplified(normalise_header(word))).replace(_DOT_OF_A_SMALL_I, "")
    return next((status for status, stem in _stems() if stem.search(normal)), "") or None


@cache
def _stems() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))["stems"]
    return tuple((stem["status"], re.compile(simplified(compatible("|".join(stem["are"]))))) for stem in raw)
