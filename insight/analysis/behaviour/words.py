"""What the parts of behaviour are called."""

from collections.abc import Callable, Mapping
from typing import Any

from insight.calendar.across import OneSided
from insight.i18n import Text, _, listed

DIMENSIONS: Mapping[str, Text] = {
    "device": _("Device"),
    "channel": _("Channel"),
    "visitor": _("New or returning"),
}
_PARTS: Mapping[str, Text] = {"new": _("first visit"), "returning": _("came again"), "": _("not stated")}


def part_name(part: str) -> Text:
    """What a part of a dimension is called; devices and channels are called as the data call them."""
    return _PARTS.get(part, _("{value}", value=part))


WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
LEVEL_WORDS: Mapping[str, Text] = {
    "high": _("keen: forwarded, or read three articles or more"),
    "medium": _("interested: read one article, or opened three"),
    "low": _("looked in"),
}
DID: Mapping[str, Text] = {"opened": _("opened"), "read": _("read for a minute or longer"), "forwarded": _("forwarded")}
"""What can be done with an article."""


def article_name(article: str) -> Text:
    """An article by its title; events that name none stand together."""
    return _("{value}", value=article) if article else _("not stated")


_OF_ONE: Mapping[str, Callable[[Any], Text]] = {
    "day": lambda day: _("on {day:day}", day=day),
    "weekday": lambda number: WEEKDAYS[int(number) - 1],
    "hour": lambda hour: _("from {hour}:00", hour=hour),
    "keyword": lambda word: _("searched for “{word}”", word=word),
    "page": lambda page: _("looked at the page “{page}”", page=page),
    "article": lambda article: _("article “{article}”", article=article_name(article)),
    "did": lambda did: DID[did],
    "level": lambda level: LEVEL_WORDS[level],
    "clicked": lambda place: _("clicked “{place}”", place=article_name(place)),
    "is_goal": lambda _is: _("reached the goal"),
    "is_exit": lambda _is: _("left from there"),
}


def which_visits(cell: Mapping[str, Any]) -> Text | str | None:
    """What tells the visits of a number, by the keywords of `segment`."""
    said = [say(cell[name]) for name, say in _OF_ONE.items() if name in cell]
    if "dimension" in cell:
        said.insert(0, _("{dimension}: {part}", dimension=DIMENSIONS[cell["dimension"]], part=part_name(cell["part"])))
    return listed(said) if said else None


def said_of_festival(one: OneSided) -> Text:
    """What a festival in one of the periods means for the comparison."""
    if one.is_later:
        return _(
            "{festival} lies in these days and not in those before: what changed may be the festival. It can be "
            "compared with the same days around the one of the year before",
            festival=one.name,
        )
    return _("{festival} lies in the days before and not in these: what changed may be the festival", festival=one.name)
