"""Answers that count for more or less than one: effective numbers, shares, means."""

from typing import Any, NamedTuple

import numpy as np

from insight.statistics.distributions import student_quantile
from insight.statistics.intervals import Interval, Numbers, shares, wilson_bounds


class Mean(NamedTuple):
    """A mean and the ends of its 95 % interval; nan where nothing was counted, no ends for fewer than 2."""

    mean: float
    low: float
    high: float


def effective_n(weight: Any, weight_squared: Any) -> Numbers:
    """How many answers of equal weight say as much: Kish (1965), Survey Sampling, section 11.7; 0 where nobody counts.

    From the sums of the weights and of their squares; equal weights give the number of answers.
    """
    return np.nan_to_num(shares(np.asarray(weight, dtype="float64") ** 2, weight_squared))


def share_bounds(share: Any, n: Any) -> tuple[Numbers, Numbers]:
    """The 95 % score interval of shares of an effective number, which need not be whole; nan where it is 0."""
    sizes = np.asarray(n, dtype="float64")
    return wilson_bounds(np.asarray(share, dtype="float64") * sizes, sizes)


def mean_of(values: Any, weight: Any, weight_squared: Any) -> Mean:
    """The weighted mean of values, each given by the sums of the weights and of their squares of those who said it.

    The interval is Student's, on the effective number; with equal weights it is the usual one of the mean.
    """
    x, w = np.asarray(values, dtype="float64"), np.asarray(weight, dtype="float64")
    whole = float(w.sum())
    if not whole:
        return Mean(float("nan"), float("nan"), float("nan"))
    n = float(effective_n(whole, float(np.asarray(weight_squared, dtype="float64").sum())))
    mean = float((w * x).sum() / whole)
    if n <= 1:
        return Mean(mean, float("nan"), float("nan"))
    spread = float((w * (x - mean) ** 2).sum() / whole) * n / (n - 1)
    half = student_quantile(0.975, n - 1) * (spread / n) ** 0.5
    return Mean(mean, mean - half, mean + half)


def net_score(promoters: float, detractors: float, n: float) -> Interval:
    """The 95 % interval of the difference of two shares of the same people, such as a net promoter score (-1 to 1).

    The variance of a variable that is 1, 0 or -1; None where nobody answered.
    """
    if not n:
        return Interval(None, None)
    score = promoters - detractors
    half = 1.959963984540054 * (max(promoters + detractors - score**2, 0.0) / n) ** 0.5
    return Interval(max(score - half, -1.0), min(score + half, 1.0))
