"""How far a distribution or an average has moved, and the level up to which that may be chance."""

import math
from typing import Any, NamedTuple

import numpy as np

from insight.statistics.comparison import CHANCE
from insight.statistics.distributions import Z_95, chi2_limit, chi2_p, normal_p

PSI_NOTABLE, PSI_LARGE = 0.1, 0.25
"""What the trade calls a moderate and a large shift of a distribution."""


class Shift(NamedTuple):
    """`psi`; `level`: what chance alone passes once in a hundred times; `p`: how often chance alone brings as much."""

    psi: float
    level: float
    p: float


class Difference(NamedTuple):
    """In standard deviations, with the 95 % interval."""

    value: float
    low: float
    high: float
    p: float


def population_stability(before: Any, after: Any) -> Shift:
    """Population stability index between the counts of the same bands at two times.

    Sum of (q - p) ln(q / p). Half a person is added to every band where one of them is empty. Of two samples of the
    same population it is about chi-square with bands - 1 degrees of freedom times (1/n + 1/m): Yurdakul (2018),
    Statistical Properties of Population Stability Index, Western Michigan University. nan where either side is empty
    or only one band holds anybody.
    """
    first, second = (np.asarray(each, dtype="float64") for each in (before, after))
    held = (first + second) > 0
    first, second = first[held], second[held]
    if len(first) < 2 or not first.sum() or not second.sum():
        return Shift(math.nan, math.nan, math.nan)
    scale, freedom = 1 / first.sum() + 1 / second.sum(), len(first) - 1
    if (first == 0).any() or (second == 0).any():
        first, second = first + 0.5, second + 0.5
    p, q = first / first.sum(), second / second.sum()
    psi = float(((q - p) * np.log(q / p)).sum())
    return Shift(psi, chi2_limit(CHANCE, freedom) * scale, chi2_p(psi / scale, freedom))


def standardised_difference(
    mean: float, deviation: float, n: int, other_mean: float, other_deviation: float, other_n: int
) -> Difference:
    """How far the first mean lies above the other, in pooled standard deviations.

    Cohen's d; its variance after Hedges and Olkin (1985), Statistical Methods for Meta-Analysis, page 86. nan with
    fewer than two people on a side, or where nobody differs from anybody.
    """
    if n < 2 or other_n < 2:
        return Difference(math.nan, math.nan, math.nan, math.nan)
    pooled = math.sqrt(((n - 1) * deviation**2 + (other_n - 1) * other_deviation**2) / (n + other_n - 2))
    if not pooled > 0:
        return Difference(math.nan, math.nan, math.nan, math.nan)
    value = (mean - other_mean) / pooled
    error = math.sqrt((n + other_n) / (n * other_n) + value**2 / (2 * (n + other_n)))
    return Difference(value, value - Z_95 * error, value + Z_95 * error, normal_p(value / error))
