"""What a comparison has to stand before anybody may lean on it."""

from dataclasses import dataclass
from typing import Literal

from insight.analysis.judge.measured import Measured
from insight.analysis.judge.window import Span
from insight.i18n import Text, _
from insight.statistics.comparison import two_rates
from insight.statistics.power import dealt_as_planned
from insight.statistics.strata import matched, standardised
from insight.statistics.two_groups import means_apart

Way = Literal["control", "matched", "propensity", "did", "before_after", "series"]
WAYS: dict[Way, Text] = {
    "control": _("Against the people held back"),
    "matched": _("Against people alike"),
    "propensity": _("Against people as likely to be contacted"),
    "did": _("Change against the change of others"),
    "before_after": _("Before and after"),
    "series": _("Against what was to be expected"),
}

TRAITS: dict[str, Text] = {
    "orders_before": _("orders so far"),
    "money_before": _("money spent just before"),
    "bought_lately": _("bought within 90 days before"),
    "is_member": _("had joined"),
}

CHECKED_AT = 0.01
"""A check fails when chance would bring what it found less often than this."""

APART = 0.1
"""Standard deviations by which a trait may differ: Austin (2009)."""

_MISMATCH = 0.0005
_MOST_MIXED = 0.05

MOST_LEFT_OUT = 0.2
"""A comparison without more of those contacted is one of other people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`said`: what was looked at and what was found."""

    way: Way
    key: str
    passed: bool
    said: Text


def dealt_by_lot(treated: int, control: int, share: float | None) -> list[Check]:
    """Both sides are as large as a draw of the planned share would make them."""
    if share is None:
        return []
    p = dealt_as_planned([treated, control], [1 - share, share])
    said = _(
        "{control:count} of {all:count} people were held back, as planned ({share:percent})",
        control=control,
        all=treated + control,
        share=share,
    )
    if p < _MISMATCH:
        said = _(
            "{control:count} of {all:count} people were held back, although {share:percent} were planned: they were "
            "not drawn by lot",
            control=control,
            all=treated + control,
            share=share,
        )
    return [Check(way="control", key="sample_ratio", passed=not p < _MISMATCH, said=said)]


def none_mixed(measured: Measured, control: int) -> list[Check]:
    """Few of those held back were contacted all the same."""
    both = measured.customers("both")
    if not both:
        return []
    said = _("{n:count} people were held back and contacted all the same; they are left out", n=both)
    return [Check(way="control", key="mixed", passed=both <= _MOST_MIXED * (both + control), said=said)]


def before_alike(measured: Measured, treated: int, control: int) -> Check:
    """Just before the start both sides bought alike."""
    one, two = (measured.buyers(arm, 1) for arm in ("treated", "control"))
    passed = not two_rates(one, treated, two, control) < CHECKED_AT
    values = {"rate": one / treated, "other": two / control}
    said = _("Just before the start both bought alike: {rate:percent} and {other:percent}", **values)
    if not passed:
        said = _(
            "Just before the start {rate:percent} of the people contacted bought and {other:percent} of the others: "
            "they were not alike to begin with",
            **values,
        )
    return Check(way="control", key="placebo", passed=passed, said=said)


def traits_alike(measured: Measured, other: str, way: Way) -> list[Check]:
    """What people brought along is alike on both sides."""
    mine, theirs = measured.traits("treated"), measured.traits(other)
    if way != "control":
        mine, theirs = measured.compared("treated", other), measured.balanced("treated", other)
    apart = {
        name: abs(standardised(mine[name], theirs[name]))
        for name in mine
        if means_apart(mine[name], theirs[name]).p < CHECKED_AT
    }
    worst = max(apart, key=lambda name: apart[name], default=None)
    passed = worst is None or apart[worst] <= APART
    said = _("They had bought as often, as lately and as much, and joined alike")
    if worst is not None and not passed:
        said = _("The two sides differed before the start: {trait}", trait=TRAITS[worst])
    return [Check(way=way, key="balance", passed=passed, said=said)]


def busy_alike(measured: Measured) -> Check:
    """Other campaigns reached both sides alike."""
    sizes = [measured.customers(arm) for arm in ("treated", "control")]
    busy = [measured.busy(arm) for arm in ("treated", "control")]
    passed = not two_rates(busy[0], sizes[0], busy[1], sizes[1]) < CHECKED_AT
    values = {"share": busy[0] / sizes[0], "other": busy[1] / sizes[1]}
    said = _("Other campaigns reached both alike: {share:percent} and {other:percent}", **values)
    if not passed:
        said = _(
            "Another campaign reached {share:percent} of the people contacted and {other:percent} of those held back "
            "in the same days: whose effect it is cannot be told",
            **values,
        )
    return Check(way="control", key="overlap", passed=passed, said=said)


def few_busy(measured: Measured, way: Way) -> Check:
    """Other campaigns reached few of those contacted."""
    share = measured.busy("treated") / measured.customers("treated")
    said = _("Other campaigns reached {share:percent} of these people in the same days", share=share)
    if share > _MOST_MIXED:
        said = _(
            "Another campaign reached {share:percent} of these people in the same days: whose effect it is cannot be "
            "told",
            share=share,
        )
    return Check(way=way, key="overlap", passed=share <= _MOST_MIXED, said=said)


def everybody_has_one(compared: int, left_out: int) -> Check:
    """Few of those contacted have nobody alike."""
    share = left_out / (compared + left_out)
    said = _("{share:percent} of the people contacted have nobody alike and are left out", share=share)
    return Check(way="matched", key="overlap_of_strata", passed=share <= MOST_LEFT_OUT, said=said)


def earlier_alike(measured: Measured, when: Span) -> list[Check]:
    """The campaign cannot have changed what people did long before it: there the difference must be none."""
    if when.windows_before < 2:
        return [Check(way="matched", key="placebo", passed=False, said=history_too_short(when))]
    found = matched(measured.strata("treated", "others", "people", 2)).difference
    passed = not found.p < CHECKED_AT
    said = _("Long before the start both bought alike")
    if not passed:
        said = _("The people contacted already bought otherwise than people alike long before the start")
    return [Check(way="matched", key="placebo", passed=passed, said=said)]


def trends_alike(measured: Measured, when: Span) -> list[Check]:
    """Before the start both must have changed alike: from the second span before to the first, and a span earlier."""
    if when.windows_before < 2:
        return [Check(way="did", key="pre_trend", passed=False, said=history_too_short(when))]
    checks = []
    for key, after in (("pre_trend", 1), ("placebo", 2)):
        if when.windows_before <= after:
            continue
        passed = not measured.changed_apart("people", after).p < CHECKED_AT
        said = _("{days} days before the start both went the same way", days=after * when.days)
        if not passed:
            said = _(
                "{days} days before the start the two already went different ways: the change afterwards proves "
                "nothing",
                days=after * when.days,
            )
        checks.append(Check(way="did", key=key, passed=passed, said=said))
    return checks


def history_too_short(when: Span) -> Text:
    """That nothing can be checked on the time before the start."""
    return _(
        "The orders begin on {first:day}: too short a time before the start to check whether both went the same way",
        first=when.first_at.date(),
    )
