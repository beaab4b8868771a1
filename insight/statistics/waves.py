"""The same question asked twice of different people: how far shares, scores and means have moved."""

import math
from typing import Any, NamedTuple

import numpy as np

from insight.statistics.distributions import Z_95, normal_p, student_p, student_quantile
from insight.statistics.two_groups import UNKNOWN, Difference, normal
from insight.statistics.weighted import effective_n, share_bounds


class Part(NamedTuple):
    """A share, score or mean of one wave, its variance among single answers, and how many of equal weight say as much
    (`n`; need not be whole)."""

    value: float
    variance: float
    n: float


def share_moved(before: float, n_before: float, after: float, n_after: float) -> Difference:
    """The later share less the earlier: Newcombe's hybrid score interval, and the p-value of the pooled z-test (the
    square root of chi-square), both on effective numbers.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; Kish (1965), Survey Sampling, section 11.7.
    """
    if not n_before > 0 or not n_after > 0:
        return UNKNOWN
    low, high = (float(end) for end in share_bounds(after, n_after))
    low_before, high_before = (float(end) for end in share_bounds(before, n_before))
    value = after - before
    pooled = (after * n_after + before * n_before) / (n_after + n_before)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n_after + 1 / n_before))
    return Difference(
        value,
        value - math.hypot(after - low, high_before - before),
        value + math.hypot(high - after, before - low_before),
        math.sqrt(after * (1 - after) / n_after + before * (1 - before) / n_before),
        normal_p(value / spread) if spread else 1.0,
    )


def score_part(promoters: float, detractors: float, n: float) -> Part:
    """A net promoter score (-1 to 1) from both shares: the variance of a variable that is 1, 0 or -1."""
    score = promoters - detractors
    return Part(score, max(promoters + detractors - score**2, 0.0), n)


def mean_part(values: Any, weight: Any, weight_squared: Any) -> Part:
    """The mean of values, each given by the sums of the weights and of their squares of those who said it; its variance
    with n - 1, on the effective number. All nan where nobody did."""
    x, w = np.asarray(values, dtype="float64"), np.asarray(weight, dtype="float64")
    whole = float(w.sum())
    if not whole > 0:
        return Part(math.nan, math.nan, 0.0)
    n = float(effective_n(whole, float(np.asarray(weight_squared, dtype="float64").sum())))
    mean = float((w * x).sum() / whole)
    spread = float((w * (x - mean) ** 2).sum() / whole)
    return Part(mean, spread * n / (n - 1) if n > 1 else math.nan, n)


def score_moved(before: Part, after: Part) -> Difference:
    """The later score less the earlier; its margin is half its interval."""
    if not before.n > 0 or not after.n > 0:
        return UNKNOWN
    return normal(after.value - before.value, math.sqrt(before.variance / before.n + after.variance / after.n))


def mean_moved(before: Part, after: Part) -> Difference:
    """The later mean less the earlier, by Welch's test on effective numbers; `variance` with n - 1."""
    if not before.n > 1 or not after.n > 1:
        return UNKNOWN
    error = math.sqrt(before.variance / before.n + after.variance / after.n)
    value = after.value - before.value
    if error == 0:
        return Difference(value, value, value, 0.0, 1.0 if value == 0 else 0.0)
    freedom = _freedom(before, after)
    half = error * student_quantile(0.975, freedom)
    return Difference(value, value - half, value + half, error, student_p(value / error, freedom))


def pooled_score(parts: list[Part]) -> Part:
    """One score of several surveys, each counting by its answers; the variance that of their weighted mean."""
    whole = sum(part.n for part in parts)
    if not whole > 0:
        return Part(math.nan, math.nan, 0.0)
    value = sum(part.value * part.n for part in parts) / whole
    return Part(value, sum(part.variance * part.n for part in parts) / whole, whole)


def margin(part: Part) -> float:
    """Half the 95 % interval of a value; nan where nobody answered."""
    return Z_95 * math.sqrt(part.variance / part.n) if part.n > 0 else math.nan


def _freedom(before: Part, after: Part) -> float:
    """Welch and Satterthwaite's degrees of freedom."""
    first, second = before.variance / before.n, after.variance / after.n
    return (first + second) ** 2 / (first**2 / (before.n - 1) + second**2 / (after.n - 1))
