"""What stands under a picture: how many were counted, then what helps to read it."""

from typing import Any

from insight.i18n import Language, Text, _

SEPARATOR = " · "


def people_in_all(n: Any) -> Text:
    """How many people stand in a picture; a dash where that is hidden."""
    return _("{n:count} person in all", "{n:count} people in all", n=n)


def buyers_in_all(n: Any) -> Text:
    """How many buyers stand in a picture; a dash where that is hidden."""
    return _("{n:count} buyer in all", "{n:count} buyers in all", n=n)


def note_of(language: Language, *parts: Text) -> str:
    """The parts in one line."""
    return SEPARATOR.join(part.render(language) for part in parts)
