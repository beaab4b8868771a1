"""What people call the states and the groups of a campaign."""

from collections.abc import Mapping
from typing import Any

from insight.analysis.judge import rfm_words
from insight.i18n import Text, _

STATES: dict[str, Text] = {
    "treated": _("Contacted"),
    "delivered": _("Message arrived"),
    "failed": _("Message did not arrive"),
    "opened": _("Opened"),
    "clicked": _("Clicked"),
    "bought": _("Bought"),
    "unsubscribed": _("Asked not to be contacted again"),
    "control": _("Control group"),
}
GROUP_KINDS: dict[str, Text] = {"rfm": _("RFM group"), "tier": _("Tier"), "tag": _("Tag"), "persona": _("Persona")}


def group_words(row: Mapping[str, Any]) -> Text:
    """What people call a row of `groups`."""
    if row["kind"] == "rfm":
        return rfm_words()[row["group"]]
    return _("{kind} {value}", kind=GROUP_KINDS[row["kind"]], value=row["group"])
