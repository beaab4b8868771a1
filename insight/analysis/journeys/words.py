"""What the places of a journey and the channels in them are called."""

from collections.abc import Mapping
from typing import Any

from insight.analysis.channels import channel_name
from insight.i18n import Text, _

OTHER, NONE, UNNAMED = "(other)", "(none)", "(unnamed)"
"""Rare channels together; nobody ordered yet; an order that names no channel."""

PLACES: Mapping[str, Text] = {
    "first": _("Met first"),
    "next": _("Met next"),
    "order": _("Ordered in"),
}
"""The places of a journey, in their order."""

_OWN: Mapping[str, Text] = {
    OTHER: _("Other channels"),
    NONE: _("No order yet"),
    UNNAMED: _("An order without a channel"),
}


def stop_name(channel: str) -> Text:
    """A channel of a place. One whose own name opens with a bracket stands with a second one in front."""
    return _OWN.get(channel) or channel_name(channel.removeprefix("("))


def journey_name(row: Mapping[Any, Any]) -> Text:
    """The three places in one line."""
    order = str(row["order"])
    end = stop_name(order) if order in _OWN else _("ordered in {name}", name=stop_name(order))
    return _(
        "{first} → {next} → {order}", first=stop_name(str(row["first"])), next=stop_name(str(row["next"])), order=end
    )


def move_name(row: Mapping[Any, Any]) -> Text:
    """A channel and the one that was met after it."""
    return _("{from} → {to}", **{"from": stop_name(str(row["channel"])), "to": stop_name(str(row["then"]))})
