"""Names of RFM groups where there is little room: without the word for customers that sentences have."""

from collections.abc import Mapping

from insight.i18n import Text, in_context

SHORT_NAMES: Mapping[str, Text] = {
    "champions": in_context("in a cell", "Champions"),
    "loyal": in_context("in a cell", "Loyal"),
    "active": in_context("in a cell", "Active"),
    "new": in_context("in a cell", "New"),
    "promising": in_context("in a cell", "Promising"),
    "needs_attention": in_context("in a cell", "Needs attention"),
    "at_risk": in_context("in a cell", "At risk"),
    "previously_loyal": in_context("in a cell", "Previously loyal"),
    "almost_lost": in_context("in a cell", "Almost lost"),
    "dormant": in_context("in a cell", "Dormant"),
    "prospects": in_context("in a cell", "Prospects"),
}
"""By the key of the eleven groups."""
