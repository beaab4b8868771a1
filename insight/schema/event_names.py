"""What the events of common trackers are called where a step of people's way is named; others keep their own word."""

from collections.abc import Mapping

from insight.i18n import Text, _

EVENT_NAMES: Mapping[str, Text] = {
    "view": _("Product view"),
    "search": _("Searching"),
    "cart": _("Adding to the cart"),
    "favorite": _("Marking as favourite"),
    "share": _("Sharing"),
    "checkout": _("Checkout"),
    "pay": _("Paying"),
    "order": _("Placing an order"),
    "login": _("Signing in"),
    "register": _("Registering"),
    "checkin": _("Checking in"),
    "launch": _("Opening the app"),
    "comment": _("Commenting"),
}


def event_name(event: str) -> Text:
    """What an event is called; one of the data's own keeps its word."""
    return EVENT_NAMES.get(event, _("{value}", value=event))
