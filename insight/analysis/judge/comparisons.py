"""The comparisons of one campaign, each with the checks that it has to stand."""

from dataclasses import dataclass
from typing import Literal

from insight.analysis.judge.measured import Measured
from insight.analysis.judge.params import OUTCOMES, Outcome
from insight.analysis.judge.window import Span
from insight.i18n import Text, _
from insight.statistics.comparison import two_rates
from insight.statistics.differences import difference_in_differences
from insight.statistics.power import dealt_as_planned
from insight.statistics.strata import matched, standardised
from insight.statistics.two_groups import UNKNOWN, Difference, means_apart, normal, shares_apart

Way = Literal["control", "matched", "did", "before_after", "series"]
WAYS: dict[Way, Text] = {
    "control": _("Against the people held back"),
    "matched": _("Against people alike"),
    "did": _("Change against the change of others"),
    "before_after": _("Before and after"),
    "series": _("Against what was to be expected"),
}

LEAST_ARM = 20
"""An arm of fewer people is compared with nobody."""

CHECKED_AT = 0.01
"""A check fails when chance would bring what it found less often than this."""

DECIDED_AT = 0.03
"""A verdict is given when chance alone would bring the difference less often than this. There is more than one way to
be misled (the choice of days, of the comparison): at 5 % somewhat more than one campaign in twenty without any effect
was said to have one."""

APART = 0.1
"""Standard deviations by which a trait may differ: Austin (2009)."""

_MISMATCH = 0.0005
_MOST_LEFT_OUT = 0.2
_MOST_MIXED = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`said`: what was looked at and what was found."""

    way: Way
    key: str
    passed: bool
    said: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Differences a person of the group by outcome; `mean` of the group and of what it is compared with (`other_mean`)
    by people who bought. `why_not`: why it cannot be made at all."""

    way: Way
    customers: int
    others: int
    mean: float = float("nan")
    other_mean: float = float("nan")
    differences: tuple[Difference, Difference, Difference] = (UNKNOWN, UNKNOWN, UNKNOWN)
    checks: tuple[Check, ...] = ()
    why_not: Text | None = None

    def of(self, outcome: Outcome) -> Difference:
        """The difference in one outcome."""
        return self.differences[list(OUTCOMES).index(outcome)]

    def direction(self, outcome: Outcome) -> int:
        """1 above, -1 below, 0 where no difference can be seen."""
        found = self.of(outcome)
        return found.direction if found.p < DECIDED_AT else 0

    @property
    def failed(self) -> Check | None:
        """The first check that it does not stand."""
        return next((check for check in self.checks if not check.passed), None)

    @property
    def is_usable(self) -> bool:
        """Whether it could be made and stands every check."""
        return self.why_not is None and self.failed is None


def against_control(measured: Measured, planned_share: float | None) -> Comparison:
    """Those contacted against those held back from the same list."""
    treated, control = measured.customers("treated"), measured.customers("control")
    if min(treated, control) < LEAST_ARM:
        return Comparison(way="control", customers=treated, others=control, why_not=_too_few(treated, control))
    differences = (
        shares_apart(_buyers(measured, "treated", 0), treated, _buyers(measured, "control", 0), control),
        *(_welch(measured, "treated", "control", outcome, 0) for outcome in ("orders", "money")),
    )
    checks = [
        *_dealt(treated, control, planned_share),
        *_mixed(measured, control),
        _before_alike(measured, treated, control),
        *_traits_alike(measured, "control", "control"),
        _busy_alike(measured),
    ]
    return Comparison(
        way="control",
        customers=treated,
        others=control,
        mean=_buyers(measured, "treated", 0) / treated,
        other_mean=_buyers(measured, "control", 0) / control,
        differences=differences,  # type: ignore[arg-type]
        checks=tuple(checks),
    )


def against_alike(measured: Measured, when: Span) -> Comparison:
    """Those contacted against everybody else who had bought as lately and as often, and joined or not."""
    treated, others = measured.customers("treated"), measured.customers("others")
    why_not = _none_alike(measured, treated, others)
    if why_not is not None:
        return Comparison(way="matched", customers=treated, others=others, why_not=why_not)
    by_outcome = [matched(measured.strata("treated", "others", outcome, 0)) for outcome in OUTCOMES]
    found = by_outcome[0]
    if found.compared < LEAST_ARM:
        return Comparison(
            way="matched", customers=found.compared, others=others, why_not=_too_few(found.compared, others)
        )
    return Comparison(
        way="matched",
        customers=found.compared,
        others=others,
        mean=found.group_mean,
        other_mean=found.other_mean,
        differences=tuple(one.difference for one in by_outcome),  # type: ignore[arg-type]
        checks=(
            _everybody_has_one(found.compared, found.left_out),
            *_traits_alike(measured, "others", "matched"),
            *_earlier_alike(measured, when),
            _few_busy(measured, "matched"),
        ),
    )


def against_change(measured: Measured, when: Span) -> Comparison:
    """What changed among those contacted, less what changed among the others in the same days."""
    treated, others = measured.customers("treated"), measured.customers("others")
    why_not = _none_alike(measured, treated, others) or _no_days_before(when)
    if why_not is not None:
        return Comparison(way="did", customers=treated, others=others, why_not=why_not)
    found = [_did(measured, outcome, 0) for outcome in OUTCOMES]
    mean = _buyers(measured, "treated", 0) / treated
    return Comparison(
        way="did",
        customers=treated,
        others=others,
        mean=mean,
        other_mean=mean - found[0].value,
        differences=(found[0], found[1], found[2]),
        checks=(*_trends_alike(measured, when), _few_busy(measured, "did")),
    )


def before_and_after(measured: Measured, when: Span) -> Comparison:
    """Those contacted in the days from the start, and in the days before, or a year before around the same festival."""
    treated = measured.customers("treated")
    before = 4 if when.year_before is not None else 1
    why_not = _no_days_before(when)
    if when.festival is not None and when.year_before is None:
        why_not = _(
            "{festival} lies in these days and not in those before, and the data hold no earlier one to compare with",
            festival=when.festival,
        )
    if why_not is not None or treated < LEAST_ARM:
        few = why_not or _too_few(treated, treated)
        return Comparison(way="before_after", customers=treated, others=treated, why_not=few)
    changes = [measured.changes("treated", outcome, 0, before).moments for outcome in OUTCOMES]
    found = [normal(one.mean, (one.variance / one.n) ** 0.5) for one in changes]
    return Comparison(
        way="before_after",
        customers=treated,
        others=treated,
        mean=_buyers(measured, "treated", 0) / treated,
        other_mean=_buyers(measured, "treated", before) / treated,
        differences=(found[0], found[1], found[2]),
    )


def _did(measured: Measured, outcome: Outcome, after: int) -> Difference:
    arms = (measured.changes(arm, outcome, after, after + 1) for arm in ("treated", "others"))
    return difference_in_differences(*arms)


def _buyers(measured: Measured, arm: str, window: int) -> int:
    return int(measured.total(arm, "people", window))


def _welch(measured: Measured, arm: str, other: str, outcome: Outcome, window: int) -> Difference:
    return means_apart(measured.moments(arm, outcome, window), measured.moments(other, outcome, window))


def _too_few(customers: int, others: int) -> Text:
    return _(
        "{customers:count} contacted and {others:count} to compare with; each side needs at least {least} people",
        customers=customers,
        others=others,
        least=LEAST_ARM,
    )


def _none_alike(measured: Measured, treated: int, others: int) -> Text | None:
    if min(treated, others) < LEAST_ARM:
        return _too_few(treated, others)
    if measured.moments("treated", "orders", 1).n and measured.traits("treated")["orders_before"].total == 0:
        return _(
            "None of the {n:count} people contacted had bought before: nobody can say how they would have gone on "
            "without it; next time hold some back",
            n=treated,
        )
    return None


def _no_days_before(when: Span) -> Text | None:
    if when.windows_before:
        return None
    return _(
        "The orders begin on {first:day}: there are no {days} days before the start to compare with",
        first=when.first_at.date(),
        days=when.days,
    )


def _dealt(treated: int, control: int, share: float | None) -> list[Check]:
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


def _mixed(measured: Measured, control: int) -> list[Check]:
    both = measured.customers("both")
    if not both:
        return []
    said = _("{n:count} people were held back and contacted all the same; they are left out", n=both)
    return [Check(way="control", key="mixed", passed=both <= _MOST_MIXED * (both + control), said=said)]


def _before_alike(measured: Measured, treated: int, control: int) -> Check:
    one, two = (_buyers(measured, arm, 1) for arm in ("treated", "control"))
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


def _traits_alike(measured: Measured, other: str, way: Way) -> list[Check]:
    mine = measured.traits("treated")
    theirs = measured.traits(other) if way == "control" else measured.balanced("treated", other)
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


TRAITS: dict[str, Text] = {
    "orders_before": _("orders so far"),
    "money_before": _("money spent just before"),
    "bought_lately": _("bought within 90 days before"),
    "is_member": _("had joined"),
}


def _busy_alike(measured: Measured) -> Check:
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


def _few_busy(measured: Measured, way: Way) -> Check:
    share = measured.busy("treated") / measured.customers("treated")
    said = _("Other campaigns reached {share:percent} of these people in the same days", share=share)
    if share > _MOST_MIXED:
        said = _(
            "Another campaign reached {share:percent} of these people in the same days: whose effect it is cannot be "
            "told",
            share=share,
        )
    return Check(way=way, key="overlap", passed=share <= _MOST_MIXED, said=said)


def _everybody_has_one(compared: int, left_out: int) -> Check:
    share = left_out / (compared + left_out)
    said = _("{share:percent} of the people contacted have nobody alike and are left out", share=share)
    return Check(way="matched", key="overlap_of_strata", passed=share <= _MOST_LEFT_OUT, said=said)


def _earlier_alike(measured: Measured, when: Span) -> list[Check]:
    """The campaign cannot have changed what people did long before it: there the difference must be none."""
    if when.windows_before < 2:
        return [Check(way="matched", key="placebo", passed=False, said=_too_short(when))]
    found = matched(measured.strata("treated", "others", "people", 2)).difference
    passed = not found.p < CHECKED_AT
    said = _("Long before the start both bought alike")
    if not passed:
        said = _("The people contacted already bought otherwise than people alike long before the start")
    return [Check(way="matched", key="placebo", passed=passed, said=said)]


def _trends_alike(measured: Measured, when: Span) -> list[Check]:
    """Before the start both must have changed alike: from the second span before to the first, and a span earlier."""
    if when.windows_before < 2:
        return [Check(way="did", key="pre_trend", passed=False, said=_too_short(when))]
    checks = []
    for key, after in (("pre_trend", 1), ("placebo", 2)):
        if when.windows_before <= after:
            continue
        passed = not _did(measured, "people", after).p < CHECKED_AT
        said = _("{days} days before the start both went the same way", days=after * when.days)
        if not passed:
            said = _(
                "{days} days before the start the two already went different ways: the change afterwards proves "
                "nothing",
                days=after * when.days,
            )
        checks.append(Check(way="did", key=key, passed=passed, said=said))
    return checks


def _too_short(when: Span) -> Text:
    return _(
        "The orders begin on {first:day}: too short a time before the start to check whether both went the same way",
        first=when.first_at.date(),
    )
