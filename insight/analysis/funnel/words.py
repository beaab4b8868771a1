"""What a funnel can be split by, in words."""

from collections.abc import Mapping

from insight.analysis.funnel.params import TRAIT
from insight.i18n import Text, _

_TRAITS: Mapping[str, Text] = {
    "tier": _("Tier"),
    "gender": _("Gender"),
    "province": _("Province"),
    "city": _("City"),
    "country": _("Country"),
    "channel": _("Channel of the person"),
    "owner_staff": _("Looked after by"),
}
_PROPERTIES: Mapping[str, Text] = {
    "channel": _("Channel"),
    "page": _("Page"),
    "object": _("Object"),
    "keyword": _("Keyword"),
    "device": _("Device"),
    "duration_s": _("Duration (s)"),
    "session_id": _("Session"),
}


def property_name(name: str) -> Text:
    """A property of events, or what lists say of a person; others are called as the data call them."""
    known = _TRAITS if name.startswith(TRAIT) else _PROPERTIES
    return known.get(name.removeprefix(TRAIT), _("{value}", value=name.removeprefix(TRAIT)))
