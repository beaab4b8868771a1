"""The comparisons of one campaign, each with the checks that it has to stand."""

from dataclasses import dataclass
from typing import NamedTuple

from insight.analysis.judge.checks import (
    Check,
    Way,
    before_alike,
    busy_alike,
    dealt_by_lot,
    earlier_alike,
    everybody_has_one,
    few_busy,
    none_mixed,
    traits_alike,
    trends_alike,
)
from insight.analysis.judge.measured import Measured
from insight.analysis.judge.params import OUTCOMES, Outcome
from insight.analysis.judge.window import Span
from insight.i18n import Text, _
from insight.statistics.strata import matched
from insight.statistics.two_groups import UNKNOWN, Difference, means_apart, normal, shares_apart

LEAST_ARM = 20
"""An arm of fewer people is compared with nobody."""

DECIDED_AT = 0.03
"""A verdict is given when chance alone would bring the difference less often than this. There is more than one way to
be misled (the choice of days, of the comparison): at 5 % somewhat more than one campaign in twenty without any effect
was said to have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Differences a person of the group by outcome; `mean` of the group and of what it is compared with (`other_mean`)
    by people who bought. `known_apart`: how far, at most, anything that was known before the start still sets both
    sides apart, in standard deviations, where that was looked at. `why_not`: why it cannot be made at all."""

    way: Way
    customers: int
    others: int
    mean: float = float("nan")
    other_mean: float = float("nan")
    differences: tuple[Difference, Difference, Difference] = (UNKNOWN, UNKNOWN, UNKNOWN)
    checks: tuple[Check, ...] = ()
    known_apart: float = 0.0
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


class KnownBefore(NamedTuple):
    """What else was known before the start among exact strata: how far apart it is at most, and the check of that."""

    apart: float = 0.0
    checks: tuple[Check, ...] = ()


_NOT_ASKED = KnownBefore()


def against_control(measured: Measured, planned_share: float | None) -> Comparison:
    """Those contacted against those held back from the same list."""
    treated, control = measured.customers("treated"), measured.customers("control")
    if min(treated, control) < LEAST_ARM:
        return Comparison(way="control", customers=treated, others=control, why_not=too_few(treated, control))
    differences = (
        shares_apart(measured.buyers("treated", 0), treated, measured.buyers("control", 0), control),
        *(_welch(measured, "treated", "control", outcome, 0) for outcome in ("orders", "money")),
    )
    checks = [
        *dealt_by_lot(treated, control, planned_share),
        *none_mixed(measured, control),
        before_alike(measured, treated, control),
        *traits_alike(measured, "control", "control"),
        busy_alike(measured),
    ]
    return Comparison(
        way="control",
        customers=treated,
        others=control,
        mean=measured.buyers("treated", 0) / treated,
        other_mean=measured.buyers("control", 0) / control,
        differences=differences,  # type: ignore[arg-type]
        checks=tuple(checks),
    )


def against_alike(measured: Measured, when: Span, known: KnownBefore = _NOT_ASKED) -> Comparison:
    """Those contacted against everybody else who had bought as lately and as often, and joined or not."""
    treated, others = measured.customers("treated"), measured.customers("others")
    why_not = none_alike(measured, treated, others)
    if why_not is not None:
        return Comparison(way="matched", customers=treated, others=others, why_not=why_not)
    by_outcome = [matched(measured.strata("treated", "others", outcome, 0)) for outcome in OUTCOMES]
    found = by_outcome[0]
    if found.compared < LEAST_ARM:
        return Comparison(
            way="matched", customers=found.compared, others=others, why_not=too_few(found.compared, others)
        )
    return Comparison(
        way="matched",
        customers=found.compared,
        others=others,
        mean=found.group_mean,
        other_mean=found.other_mean,
        differences=tuple(one.difference for one in by_outcome),  # type: ignore[arg-type]
        checks=(
            everybody_has_one(found.compared, found.left_out),
            *traits_alike(measured, "others", "matched"),
            *known.checks,
            *earlier_alike(measured, when),
            few_busy(measured, "matched"),
        ),
        known_apart=known.apart,
    )


def against_change(measured: Measured, when: Span) -> Comparison:
    """What changed among those contacted, less what changed among the others in the same days."""
    treated, others = measured.customers("treated"), measured.customers("others")
    why_not = none_alike(measured, treated, others) or _no_days_before(when)
    if why_not is not None:
        return Comparison(way="did", customers=treated, others=others, why_not=why_not)
    found = [measured.changed_apart(outcome, 0) for outcome in OUTCOMES]
    mean = measured.buyers("treated", 0) / treated
    return Comparison(
        way="did",
        customers=treated,
        others=others,
        mean=mean,
        other_mean=mean - found[0].value,
        differences=(found[0], found[1], found[2]),
        checks=(*trends_alike(measured, when), few_busy(measured, "did")),
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
        few = why_not or too_few(treated, treated)
        return Comparison(way="before_after", customers=treated, others=treated, why_not=few)
    changes = [measured.changes("treated", outcome, 0, before).moments for outcome in OUTCOMES]
    found = [normal(one.mean, (one.variance / one.n) ** 0.5) for one in changes]
    return Comparison(
        way="before_after",
        customers=treated,
        others=treated,
        mean=measured.buyers("treated", 0) / treated,
        other_mean=measured.buyers("treated", before) / treated,
        differences=(found[0], found[1], found[2]),
    )


def _welch(measured: Measured, arm: str, other: str, outcome: Outcome, window: int) -> Difference:
    return means_apart(measured.moments(arm, outcome, window), measured.moments(other, outcome, window))


def too_few(customers: int, others: int) -> Text:
    """That a side is too small to be compared."""
    return _(
        "{customers:count} contacted and {others:count} to compare with; each side needs at least {least} people",
        customers=customers,
        others=others,
        least=LEAST_ARM,
    )


def none_alike(measured: Measured, treated: int, others: int) -> Text | None:
    """Why nobody can be told to be alike; None where people can."""
    if min(treated, others) < LEAST_ARM:
        return too_few(treated, others)
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
