"""How an expression is said: phrases with and, or, not between them, and brackets where they are needed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from insight.i18n import Text, _

Joint = Literal["phrase", "and", "or"]


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase and its negation. `joint`: what the phrase is put together with, `fails_joint`: the negation.

    `alone` is the sentence when it is all there is.
    """

    holds: Text
    fails: Text
    joint: Joint = "phrase"
    fails_joint: Joint = "phrase"
    alone: Text | None = None


def whole(said: Said, as_of: dt.date) -> Text:
    """The sentence of a segment."""
    return said.alone or _("People: {conditions}; as of {as_of:last_day}", conditions=said.holds, as_of=as_of)


def all_of(parts: Sequence[Said]) -> Said:
    """All parts hold."""
    if len(parts) == 1:
        return parts[0]
    text = _bracketed(parts[0], "and")
    for part in parts[1:]:
        text = _("{one} and {other}", one=text, other=_bracketed(part, "and"))
    return Said(text, _("not ({conditions})", conditions=text), "and")


def any_of(parts: Sequence[Said]) -> Said:
    """At least one part holds."""
    if len(parts) == 1:
        return parts[0]
    text = _bracketed(parts[0], "or")
    for part in parts[1:]:
        text = _("{one} or {other}", one=text, other=_bracketed(part, "or"))
    return Said(text, _("not ({conditions})", conditions=text), "or")


def not_(part: Said) -> Said:
    """The part does not hold; said twice it falls away."""
    return Said(part.fails, part.holds, part.fails_joint, part.joint)


def _bracketed(part: Said, within: Joint) -> Text:
    if part.joint in ("phrase", within):
        return part.holds
    return _("({conditions})", conditions=part.holds)
