"""What the parts of behaviour are called."""

from collections.abc import Mapping

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
