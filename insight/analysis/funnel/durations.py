"""Spans of time as people write them: 30m, 36h, 7d."""

import re

from insight.errors import ParameterError
from insight.i18n import Text, _

_SPAN = re.compile(r"(\d{1,6})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

DAY = 86_400
LONGEST = 366 * DAY


def seconds_of(name: str, value: object) -> int:
    """The seconds of a text such as 45s, 30m, 36h or 7d, up to 366 days. Raises ParameterError for anything else."""
    found = _SPAN.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    seconds = int(found[1]) * _SECONDS[found[2]] if found else -1
    if not 0 <= seconds <= LONGEST:
        raise ParameterError(name, value, _("a span such as 30m, 36h or 7d, at most 366d"))
    return seconds


def span(seconds: float) -> Text:
    """A span in the largest unit that fits, for a sentence."""
    for unit, words in (
        (DAY, _("{n:g} days", n=round(seconds / DAY, 1))),
        (3600, _("{n:g} hours", n=round(seconds / 3600, 1))),
        (60, _("{n:g} minutes", n=round(seconds / 60, 1))),
    ):
        if seconds >= unit:
            return words
    return _("{n:count} seconds", n=int(seconds))
