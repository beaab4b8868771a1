"""The smallest effect that a list with a control group can prove, told before anybody is contacted."""

import math
from dataclasses import dataclass

from insight.i18n import Text, _
from insight.statistics.distributions import normal_quantile
from insight.statistics.power import ALPHA, POWER, lowest_rate_seen

smallest_provable = lowest_rate_seen
WORTHWHILE = 0.1
"""A rise of the purchase rate that a contact is worth: by so much at least a list should be able to tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """`treated` people are contacted, `control` held back. `baseline` is the share of both that bought in the window
    just before; `provable` the lowest purchase rate of the contacted that will be told from it. `provable` is None
    where even a rate of 100 % would not be, or one arm is empty.
    """

    treated: int
    control: int
    window_days: int
    baseline: float
    provable: float | None

    def sentence(self) -> Text:
        """What it means, in words; with what would prove a rise of `WORTHWHILE` where this does not."""
        said, better = self._said(), self._better()
        return said if better is None else _("{said}. {better}", said=said, better=better)

    @property
    def worthwhile(self) -> float:
        """The purchase rate of the contacted that a list should be able to prove; above 1 where nearly all buy."""
        return self.baseline + WORTHWHILE

    def _said(self) -> Text:
        values = {"treated": self.treated, "control": self.control, "days": self.window_days}
        if self.provable is None:
            return _(
                "{treated:count} contacted and {control:count} held back are too few to prove any rise in {days} days",
                **values,
            )
        return _(
            "With {treated:count} contacted and {control:count} held back, a rise of purchases in {days} days can be "
            "proved if it is from {baseline:percent} to {provable:percent} or more ({baseline:percent} bought in the "
            "{days} days before)",
            baseline=self.baseline,
            provable=self.provable,
            **values,
        )

    def _better(self) -> Text | None:
        """What to change; None where a worthwhile rise can be proved already, is none any more, or has nobody to bring
        it."""
        is_proved = self.provable is not None and self.provable <= self.worthwhile
        if is_proved or not self.treated or self.worthwhile > 1:
            return None
        people, share = enough_people(self), enough_share(self)
        values = {"baseline": self.baseline, "worthwhile": self.worthwhile, "people": people}
        if share is None:
            return _(
                "To prove a rise from {baseline:percent} to {worthwhile:percent} take {people:count} people", **values
            )
        return _(
            "To prove a rise from {baseline:percent} to {worthwhile:percent} hold back {share:percent}, or take "
            "{people:count} people",
            share=share,
            **values,
        )


def enough_share(found: Effect) -> float | None:
    """The least share of the same people, in whole percent and up to a half, that has to be held back to prove the
    worthwhile rate; None where none does."""
    everybody = found.treated + found.control
    for percent in range(1, 51):
        control = math.floor(everybody * percent / 100 + 0.5)
        provable = smallest_provable(found.baseline, everybody - control, control)
        if control > found.control and provable is not None and provable <= found.worthwhile:
            return percent / 100
    return None


def enough_people(found: Effect) -> int:
    """How many people prove the worthwhile rate with the same share held back; rounded up to two digits.

    `smallest_provable` the other way round: with n people, 1/n₁ + 1/n₂ is (1/(1 − s) + 1/s) / n.
    """
    share = min(max(found.control / (found.treated + found.control), 0.01), 0.5)
    angle = math.asin(math.sqrt(found.worthwhile)) - math.asin(math.sqrt(found.baseline))
    z = normal_quantile(1 - ALPHA / 2) + normal_quantile(POWER)
    exact = math.ceil((z / (2 * angle)) ** 2 * (1 / (1 - share) + 1 / share)) + 1
    step: int = 10 ** max(len(str(exact)) - 2, 0)
    return int(math.ceil(exact / step) * step)


def effect(*, treated: int, control: int, buyers: int, window_days: int) -> Effect:
    """The smallest effect for a list of `treated` and `control` people, of whom `buyers` bought in the window before.

    A segment that is defined by not buying lately has no buyers then: its baseline is 0, and so is the rate that the
    people held back are expected to have.
    """
    baseline = buyers / (treated + control) if treated + control else 0.0
    return Effect(
        treated=treated,
        control=control,
        window_days=window_days,
        baseline=baseline,
        provable=smallest_provable(baseline, treated, control),
    )
