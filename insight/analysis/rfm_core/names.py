"""The names of RFM scores: eight Chinese classes and eleven groups. Every cell has exactly one name in each scheme."""

from dataclasses import dataclass
from typing import Annotated, Literal

from insight.fields import Choice
from insight.i18n import Text, _

Scheme = Literal["eight", "eleven"]
SCHEMES: dict[Scheme, Text] = {"eleven": _("Ten groups"), "eight": _("Eight classes")}
Naming = Annotated[Scheme, Choice(options=SCHEMES, label=_("Naming"))]
"""Which names are given to scores."""


@dataclass(frozen=True, slots=True)
class Group:
    """One name: its key, what people call it, and who is in it."""

    scheme: Scheme
    key: str
    label: Text
    definition: Text


EIGHT = tuple(
    Group("eight", key, label, definition)
    for key, label, definition in (
        ("key_value", _("Key value customers"), _("came recently, come often, spend much")),
        ("key_develop", _("Key development customers"), _("came recently and spend much, but come seldom")),
        ("key_keep", _("Key retention customers"), _("come often and spend much, but have not come for a while")),
        ("key_win_back", _("Key win-back customers"), _("spent much, but seldom came and not for a while")),
        ("general_value", _("General value customers"), _("came recently and come often, but spend little")),
        ("general_develop", _("General development customers"), _("came recently, but come seldom and spend little")),
        ("general_keep", _("General retention customers"), _("come often, but spend little and not for a while")),
        ("general_win_back", _("General win-back customers"), _("came seldom, spent little, and not for a while")),
    )
)
"""By R, F and M, each high or low: 重要价值 … 一般挽留. High is a score above the average of the scale."""

ELEVEN = tuple(
    Group("eleven", key, label, definition)
    for key, label, definition in (
        ("champions", _("Champions"), _("recency 4–5, frequency 4–5: came lately and come often")),
        ("loyal", _("Loyal"), _("recency 3, frequency 4–5: come often, last time a while ago")),
        ("active", _("Active"), _("recency 4–5, frequency 3: came lately, come now and then")),
        ("new", _("New"), _("recency 5, frequency 1–2: came just now, few orders so far")),
        ("promising", _("Promising"), _("recency 4, frequency 1–2: came lately, few orders so far")),
        ("needs_attention", _("Needs attention"), _("recency 3, frequency 1–3: not lately, not often")),
        ("at_risk", _("At risk"), _("recency 2, frequency 3–5: used to come, not for long")),
        ("previously_loyal", _("Previously loyal"), _("recency 1, frequency 4–5: came often once, longest away")),
        ("almost_lost", _("Almost lost"), _("recency 2, frequency 1–2: few orders, long ago")),
        ("dormant", _("Dormant"), _("recency 1, frequency 1–3: longest away, came seldom")),
        ("prospects", _("Prospects"), _("known, but without an order that counts")),
    )
)
"""By recency and frequency on five levels; scores on another number of bins are read on five levels first."""

GROUPS: dict[str, Group] = {group.key: group for group in (*EIGHT, *ELEVEN)}


def is_high(score: int, bins: int) -> bool:
    """Above the average of the scale 1..bins: of 5 bins 4 and 5 are high, of 4 bins 3 and 4."""
    return 2 * score > bins + 1


def level(score: int, bins: int) -> int:
    """A score of 1..bins on the five levels of the eleven groups: the fifth that the middle of its bin lies in."""
    return (2 * score - 1) * 5 // (2 * bins) + 1


def eight(r: int, f: int, m: int, bins: int) -> str:
    """The class of a cell: one of the keys of EIGHT."""
    if is_high(m, bins):
        row = "key_value", "key_develop", "key_keep", "key_win_back"
    else:
        row = "general_value", "general_develop", "general_keep", "general_win_back"
    return row[2 * (not is_high(r, bins)) + (not is_high(f, bins))]


def eleven(r: int, f: int, bins: int) -> str:
    """The group of a cell: one of the keys of ELEVEN but "prospects", who have no scores."""
    return _BY_LEVEL[level(r, bins) - 1][level(f, bins) - 1]


_BY_LEVEL = (
    ("dormant", "dormant", "dormant", "previously_loyal", "previously_loyal"),
    ("almost_lost", "almost_lost", "at_risk", "at_risk", "at_risk"),
    ("needs_attention", "needs_attention", "needs_attention", "loyal", "loyal"),
    ("promising", "promising", "active", "champions", "champions"),
    ("new", "new", "active", "champions", "champions"),
)
