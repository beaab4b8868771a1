"""The stages of a customer's life, and the labels by frequency and by recency: who is in each."""

from dataclasses import dataclass
from typing import Literal

from insight.i18n import Text, _

Movement = Literal["new", "won_back", "newly_dormant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where one stage ends and the next begins. A limit of days is passed on the day after it."""

    loyal_orders: int
    active_days: int
    dormant_days: int
    lost_days: int
    won_back_days: int


@dataclass(frozen=True, slots=True)
class Stage:
    """`number` is what the statements call it; the numbers rise along the way."""

    number: int
    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Label:
    """A name by frequency or by recency."""

    number: int
    key: str
    label: Text


UNKNOWN = Stage(0, "unknown", _("Not known yet"))
"""Where people come from who are first heard of within a month; nobody known is in it."""

STAGES = tuple(
    Stage(number, key, label)
    for number, (key, label) in enumerate(
        (
            ("contacted", _("First contact")),
            ("consulted", _("Asked, not bought")),
            ("first_order", _("First purchase")),
            ("repeat", _("Repeat purchase")),
            ("loyal", _("Loyal customers")),
            ("won_back", _("Won-back customers")),
            ("dormant", _("Dormant customers")),
            ("lost", _("Lost customers")),
        ),
        start=1,
    )
)
"""首次接触 → 咨询 → 首购 → 复购 → 忠实, then those who came back and those who stay away."""

FREQUENCY = tuple(
    Label(number, key, label)
    for number, (key, label) in enumerate(
        (("trying", _("Trying")), ("recommending", _("Recommending")), ("devoted", _("Devoted"))), start=1
    )
)
"""尝鲜 → 推荐 → 忠诚."""

RECENCY = tuple(
    Label(number, key, label)
    for number, (key, label) in enumerate(
        (
            ("regular", _("Regular")),
            ("infrequent", _("Infrequent")),
            ("nearly_lost", _("Nearly lost")),
            ("gone", _("Gone")),
        ),
        start=1,
    )
)
"""常购 / 低频 / 接近流失, and those who are lost already."""

BUYERS = tuple(stage.key for stage in STAGES if stage.number >= 3)
AWAY = ("dormant", "lost")

_BY_KEY = {stage.key: stage for stage in (UNKNOWN, *STAGES)}
_BY_NUMBER = {stage.number: stage for stage in (UNKNOWN, *STAGES)}

MOVEMENTS: dict[Movement, tuple[Text, tuple[int, int], tuple[int, int]]] = {
    "new": (_("New buyers"), (0, 2), (3, 8)),
    "won_back": (_("Won back"), (7, 8), (3, 6)),
    "newly_dormant": (_("Newly dormant"), (0, 6), (7, 8)),
}
"""Label, and the stages at the start and at the end of the month, as numbers from..to."""


def stage(key: str) -> Stage:
    """The stage of a key, UNKNOWN included."""
    return _BY_KEY[key]


def stage_numbered(number: int) -> Stage:
    """The stage of a number, UNKNOWN included."""
    return _BY_NUMBER[number]


def definitions(limits: Limits) -> dict[str, Text]:
    """Who is in each stage and has each label, by key."""
    dormant, lost, active = limits.dormant_days, limits.lost_days, limits.active_days
    loyal, most = limits.loyal_orders, limits.loyal_orders - 1
    return {
        "unknown": _("no fact about them before the month"),
        "contacted": _("known by whatever fact; no question asked, no order that counts"),
        "consulted": _("asked something (chat, ticket, consultation); no order that counts yet"),
        "first_order": _("1 order, at most {dormant:count} days ago", dormant=dormant),
        "repeat": _("2 to {most:count} orders, the last at most {dormant:count} days ago", most=most, dormant=dormant),
        "loyal": _(
            "{loyal:count} orders or more, the last at most {dormant:count} days ago", loyal=loyal, dormant=dormant
        ),
        "won_back": _(
            "ordered at most {won_back:count} days ago after more than {dormant:count} days away",
            won_back=limits.won_back_days,
            dormant=dormant,
        ),
        "dormant": _(
            "last order more than {dormant:count} and at most {lost:count} days ago", dormant=dormant, lost=lost
        ),
        "lost": _("last order more than {lost:count} days ago", lost=lost),
        "trying": _("1 order so far"),
        "recommending": _("2 to {most:count} orders so far", most=most),
        "devoted": _("{loyal:count} orders or more so far", loyal=loyal),
        "regular": _("last order at most {active:count} days ago", active=active),
        "infrequent": _(
            "last order more than {active:count} and at most {dormant:count} days ago", active=active, dormant=dormant
        ),
        "nearly_lost": _(
            "last order more than {dormant:count} and at most {lost:count} days ago", dormant=dormant, lost=lost
        ),
        "gone": _("last order more than {lost:count} days ago", lost=lost),
    }
