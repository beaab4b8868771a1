"""What channels and the numbers about them are called."""

from collections.abc import Mapping

from insight.i18n import Text, _

STATES: Mapping[str, Text] = {
    "won": _("won"),
    "traced": _("can be followed to orders"),
    "untraced": _("cannot be followed to orders"),
    "old_7": _("won at least 14 days ago"),
    "kept_7": _("came again in days 7 to 13"),
    "old_30": _("won at least 60 days ago"),
    "kept_30": _("came again in days 30 to 59"),
    "old_90": _("won at least 180 days ago"),
    "kept_90": _("came again in days 90 to 179"),
    "young_7": _("won less than 14 days ago"),
    "away_7": _("did not come again in days 7 to 13"),
    "young_30": _("won less than 60 days ago"),
    "away_30": _("did not come again in days 30 to 59"),
    "young_90": _("won less than 180 days ago"),
    "away_90": _("did not come again in days 90 to 179"),
    "valued": _("won at least 180 days ago, with no other money"),
    "asked": _("won at least 30 days ago, before any order"),
    "ordered": _("first order within 30 days"),
    "watched": _("leaving would be known"),
    "left": _("left within 7 days"),
    "paid": _("won while a paid campaign ran"),
}
"""State of `segment` -> in words: everybody of a channel whom a number counts."""

RULES: Mapping[str, Text] = {
    "first": _("by the first source"),
    "last": _("by the last source before the first order"),
    "credited": _("by any source up to the first order"),
}
KINDS: Mapping[str, Text] = {
    "contact": _("known before an order"),
    "platform": _("known by the first order"),
}
"""Kinds of channels, each compared with its own only: a platform knows nobody who never bought."""

SOURCES: Mapping[str, Text] = {
    "referral": _("Invitations"),
    "campaign": _("Clicks on campaigns and ads"),
    "list": _("Customer and contact lists"),
    "order": _("Platform of the first order"),
}
"""Kinds of rows that say where people came from, in their order on the same moment."""


def channel_name(channel: str) -> Text:
    """Invitations have a name of ours; other channels are called as the data call them."""
    return _("Invited by customers") if channel == "referral" else _("{value}", value=channel)
