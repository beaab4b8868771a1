"""The smallest effect that a list with a control group can prove, told before anybody is contacted."""

import math
from dataclasses import dataclass

from scipy.stats import norm

from insight.i18n import Text, _

ALPHA = 0.05
POWER = 0.8


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
        """What it means, in words."""
        values = {"treated": self.treated, "control": self.control, "days": self.window_days}
        if self.provable is None:
            return _(
                "{treated:count} contacted and {control:count} held back are too few to prove any rise in {days} days",
                **values,
            )
        return _(
            "With {treated:count} contacted and {control:count} held back, a rise of purchases in {days} days can be "
            "proved if it is from {baseline:percent} to {provable:percent} or more "
            "(80 % power, 5 % error; {baseline:percent} bought in the {days} days before)",
            baseline=self.baseline,
            provable=self.provable,
            **values,
        )


def smallest_provable(
    baseline: float, treated: int, control: int, *, alpha: float = ALPHA, power: float = POWER
) -> float | None:
    """The lowest rate above `baseline` that a two-sided test of two shares tells from it with that power.

    By the arcsine transformation: asin √p₂ = asin √p₁ + ½ (z₁₋α⁄₂ + z_power) √(1/n₁ + 1/n₂). Cohen (1988), Statistical
    Power Analysis for the Behavioral Sciences, 2nd edition, chapter 6; the same as NormalIndPower of statsmodels, but
    for the other tail of the test, which weighs nothing at this power. None where no share is high enough.
    """
    if treated < 1 or control < 1:
        return None
    needed = (norm.ppf(1 - alpha / 2) + norm.ppf(power)) * math.sqrt(1 / treated + 1 / control)
    angle = math.asin(math.sqrt(baseline)) + needed / 2
    return None if angle > math.pi / 2 else math.sin(angle) ** 2


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
