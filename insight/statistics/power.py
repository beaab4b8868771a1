"""How small an effect can be seen, how many people that takes, and whether people were dealt out as planned."""

import math
from collections.abc import Sequence

from insight.statistics.distributions import normal_quantile

ALPHA = 0.05
POWER = 0.8


def smallest_seen(error: float, *, alpha: float = ALPHA, power: float = POWER) -> float:
    """The smallest true difference that a two-sided test would have told from none with that power, by the standard
    error of what was measured: Bloom (1995), Evaluation Review 19, 547-556."""
    return (normal_quantile(1 - alpha / 2) + normal_quantile(power)) * error


def lowest_rate_seen(
    baseline: float, treated: int, control: int, *, alpha: float = ALPHA, power: float = POWER
) -> float | None:
    """The lowest rate above `baseline` that a two-sided test of two shares tells from it with that power.

    By the arcsine transformation: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd edition,
    chapter 6; the same as NormalIndPower of statsmodels. None where no share is high enough.
    """
    if treated < 1 or control < 1:
        return None
    needed = smallest_seen(math.sqrt(1 / treated + 1 / control), alpha=alpha, power=power)
    angle = math.asin(math.sqrt(baseline)) + needed / 2
    return None if angle > math.pi / 2 else math.sin(angle) ** 2


def people_for_rates(baseline: float, rate: float, *, alpha: float = ALPHA, power: float = POWER) -> float:
    """How many people each of two equal arms needs to tell the two rates apart; infinite where they are one."""
    distance = abs(2 * math.asin(math.sqrt(rate)) - 2 * math.asin(math.sqrt(baseline)))
    return 2 * (smallest_seen(1.0, alpha=alpha, power=power) / distance) ** 2 if distance else math.inf


def people_for_means(difference: float, deviation: float, *, alpha: float = ALPHA, power: float = POWER) -> float:
    """How many people each of two equal arms needs to tell two means apart that differ by so much."""
    if not difference:
        return math.inf
    return 2 * (smallest_seen(deviation, alpha=alpha, power=power) / difference) ** 2


def dealt_as_planned(counts: Sequence[int], plan: Sequence[float]) -> float:
    """The p-value of arms of these sizes, had everybody been dealt to them in the planned shares (sample-ratio
    mismatch). Fabijan et al. (2019), KDD, "Diagnosing sample ratio mismatch", ask for less than 0.0005 to call it one.
    """
    total, whole = sum(counts), sum(plan)
    if not total or len(counts) < 2:
        return float("nan")
    from scipy.stats import chisquare

    return float(chisquare(list(counts), [total * share / whole for share in plan]).pvalue)
