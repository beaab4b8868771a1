"""Intervals around what was counted."""

from typing import NamedTuple

from scipy.stats import binomtest

SMALL = 30
"""A group smaller than this is too small to be sure about."""


class Interval(NamedTuple):
    """Both ends; None where nothing was counted."""

    low: float | None
    high: float | None


def share_of(part: float, whole: float) -> float:
    """`part` / `whole`; nan where there is no whole."""
    return part / whole if whole else float("nan")


def wilson(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """Score interval of a rate, right for small n and for rates near 0 and 1 too.

    Wilson (1927), Journal of the American Statistical Association 22, 209-212; without continuity correction.
    """
    if n == 0:
        return Interval(None, None)
    low, high = binomtest(successes, n).proportion_ci(confidence, method="wilson")
    return Interval(float(low), float(high))
