"""What the parts of behaviour are called."""

from collections.abc import Mapping

from insight.calendar.across import OneSided
from insight.i18n import Text, _

DIMENSIONS: Mapping[str, Text] = {
    "device": _("Device"),
    "channel": _("Channel"),
    "visitor": _("New or returning"),
}
_PARTS: Mapping[str, Text] = {"new": _("first visit"), "returning": _("came again"), "": _("not stated")}


def part_name(part: str) -> Text:
    """What a part of a dimension is called; devices and channels are called as the data call them."""
    return _PARTS.get(part, _("{value}", value=part))


def said_of_festival(one: OneSided) -> Text:
    """What a festival in one of the periods means for the comparison."""
    if one.is_later:
        return _(
            "{festival} lies in these days and not in those before: what changed may be the festival. It can be "
            "compared with the same days around the one of the year before",
            festival=one.name,
        )
    return _("{festival} lies in the days before and not in these: what changed may be the festival", festival=one.name)
