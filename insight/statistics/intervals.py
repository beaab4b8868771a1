"""Intervals around what was counted: one rate, a column of rates, the share of money kept."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from insight.statistics.distributions import Z_95, normal_quantile

Numbers = npt.NDArray[np.float64]


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
    low, high = _score_bounds(successes, n, normal_quantile((1 + confidence) / 2))
    return Interval(float(low), float(high))


def shares(part: Any, whole: Any) -> Numbers:
    """`part` / `whole`, nan where there is no whole."""
    parts, wholes = np.asarray(part, dtype="float64"), np.asarray(whole, dtype="float64")
    undefined: Numbers = np.full(np.broadcast(parts, wholes).shape, np.nan)
    quotient: Numbers = np.divide(parts, wholes, out=undefined, where=wholes != 0)
    return quotient


def wilson_bounds(successes: Any, n: Any) -> tuple[Numbers, Numbers]:
    """The 95 % score interval of every rate; nan where nobody was counted.

    Wilson (1927), Journal of the American Statistical Association 22, 209-212: as `wilson`, for a column at once.
    """
    return _score_bounds(successes, n, Z_95)


def _score_bounds(successes: Any, n: Any, z: float) -> tuple[Numbers, Numbers]:
    counts = np.asarray(n, dtype="float64")
    rate = shares(successes, counts)
    scale = shares(z**2, counts)
    centre = (rate + scale / 2) / (1 + scale)
    half = z * np.sqrt(shares(rate * (1 - rate), counts) + shares(scale, 4 * counts)) / (1 + scale)
    low = np.where(rate == 0, 0.0, centre - half)
    high = np.where(rate == 1, 1.0, centre + half)
    return np.where(counts > 0, low, np.nan), np.where(counts > 0, high, np.nan)


def ratio_bounds(
    n: Any, kept: Any, entry: Any, kept_squared: Any, entry_squared: Any, kept_by_entry: Any
) -> tuple[Numbers, Numbers]:
    """The 95 % interval of `kept` / `entry`, two amounts of the same n people, from their sums, squares and products.

    Cochran (1977), Sampling Techniques, 3rd edition, section 6.5: the variance of a ratio of two totals by
    linearisation. Never below 0; nan with fewer than 2 people or nothing spent at entry.
    """
    people, whole = np.asarray(n, dtype="float64"), np.asarray(entry, dtype="float64")
    ratio = shares(kept, whole)
    residual = np.asarray(kept_squared) - 2 * ratio * np.asarray(kept_by_entry) + ratio**2 * np.asarray(entry_squared)
    spread = shares(np.maximum(residual, 0) * people, people - 1)
    half = Z_95 * shares(np.sqrt(spread), whole)
    known = people > 1
    return np.where(known, np.maximum(ratio - half, 0), np.nan), np.where(known, ratio + half, np.nan)
