"""What stands under a picture: how many were counted, then what helps to read it."""

from collections.abc import Iterable
from typing import Any

from insight.charts.kit.theme import SMALL_GROUP
from insight.i18n import Language, Text, _

SEPARATOR = " · "


def people_in_all(n: Any) -> Text:
    """How many people stand in a picture; a dash where that is hidden."""
    return _("{n:count} person in all", "{n:count} people in all", n=n)


def buyers_in_all(n: Any) -> Text:
    """How many buyers stand in a picture; a dash where that is hidden."""
    return _("{n:count} buyer in all", "{n:count} buyers in all", n=n)


def few_people(counts: Iterable[Any]) -> tuple[Text, ...]:
    """That bars of few people are drawn pale; nothing where there is none."""
    if any(count is not None and count < SMALL_GROUP for count in counts):
        return (_("pale: fewer than {small} people", small=SMALL_GROUP),)
    return ()


def note_of(language: Language, *parts: Text) -> str:
    """The parts in one line."""
    return SEPARATOR.join(part.render(language) for part in parts)
