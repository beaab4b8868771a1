"""What a funnel can be split by, in words."""

from collections.abc import Mapping

from insight.i18n import Text, _
from insight.schema.shipped_traits import SHIPPED

TRAIT = "person."
"""Stands before what is known of a person: one of `LISTED`, any other trait, or `tag:` and a tag."""

_TAG, _BROUGHT = "tag:", "list:"

LISTED: Mapping[str, Text] = {
    "tier": _("Tier"),
    "gender": _("Gender"),
    "province": _("Province"),
    "city": _("City"),
    "country": _("Country"),
    "channel": _("Channel of the person"),
    "owner_staff": _("Looked after by"),
}
"""What lists say of a person, by which a funnel can be split as it stands: `by="person.tier"`."""

_SHIPPED: Mapping[str, Text] = {trait.name: trait.label for trait in SHIPPED}
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
    """What is looked at: a property of events, what lists say of a person, a trait, a tag; others by their own name."""
    if not name.startswith(TRAIT):
        return _PROPERTIES.get(name, _("{value}", value=name))
    own = name.removeprefix(TRAIT)
    if own.startswith(_TAG):
        return _("tag “{tag}”", tag=own.removeprefix(_TAG))
    return LISTED.get(own) or _SHIPPED.get(own) or _("{value}", value=own.removeprefix(_BROUGHT))
