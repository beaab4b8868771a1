"""Whether groups answer differently: counts of answers, marks, and places on a scale."""

from typing import Any, NamedTuple

import numpy as np

from insight.statistics.distributions import chi2_p, f_p
from insight.statistics.intervals import Numbers

_LEAST_EXPECTED = 5
_SHUFFLES = 4_999
_SEED = 20260101


class GroupTest(NamedTuple):
    """`name`: chi2, fisher, permutation, welch, kruskal. `effect`: Cramér's V, or the share of the spread that the
    groups explain (omega squared, epsilon squared). nan where nothing can be compared."""

    name: str
    statistic: float
    df: float
    p_value: float
    effect: float


_NOTHING = float("nan")


def differ_in_counts(table: Any) -> GroupTest:
    """Whether rows (groups) of a table of counts have the same shares of its columns (answers).

    Pearson's chi-square; Fisher's exact test of a two-by-two table, and a chi-square by permutation of a larger one,
    where more than a fifth of the expected counts are below 5 or one is below 1 (Cochran 1954, Biometrics 10, 417-451).
    Counts need not be whole: weighted ones are given scaled to their effective number (Rao and Scott 1981, Journal of
    the American Statistical Association 76, 221-230, first order). Effect: Cramér's V.
    """
    counts = np.asarray(table, dtype="float64")
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return GroupTest("chi2", _NOTHING, _NOTHING, _NOTHING, _NOTHING)
    expected = _expected(counts)
    statistic = float(((counts - expected) ** 2 / expected).sum())
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    effect = (statistic / counts.sum() / (min(counts.shape) - 1)) ** 0.5
    if (expected < _LEAST_EXPECTED).mean() <= 0.2 and expected.min() >= 1:
        return GroupTest("chi2", statistic, df, chi2_p(statistic, df), effect)
    if counts.shape == (2, 2):
        from scipy.stats import fisher_exact

        return GroupTest("fisher", _NOTHING, _NOTHING, float(fisher_exact(counts.round()).pvalue), effect)
    return GroupTest("permutation", statistic, _NOTHING, _shuffled(counts, statistic), effect)


def _expected(counts: Any) -> Numbers:
    """What every cell would count, had rows and columns nothing to do with each other."""
    expected: Numbers = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return expected


def _shuffled(counts: Numbers, statistic: float) -> float:
    """The share of tables with the same margins, drawn at random with a fixed seed, that differ at least as much."""
    whole = counts.round().astype("int64")
    rows = np.repeat(np.arange(whole.shape[0]), whole.sum(axis=1))
    columns = np.concatenate([np.repeat(np.arange(whole.shape[1]), row) for row in whole])
    expected = _expected(whole)
    random = np.random.default_rng(_SEED)
    as_large = 0
    for _ in range(_SHUFFLES):
        drawn = np.zeros_like(expected)
        np.add.at(drawn, (rows, random.permutation(columns)), 1)
        as_large += ((drawn - expected) ** 2 / expected).sum() >= statistic * (1 - 1e-9)
    return float((as_large + 1) / (_SHUFFLES + 1))


def differ_in_means(means: Any, variances: Any, n: Any) -> GroupTest:
    """Whether groups have the same mean, whatever their spreads: Welch (1951), Biometrika 38, 330-336.

    From each group's mean, variance (n - 1) and number; groups of fewer than 2 are left out. With two groups it is
    Welch's t test, squared. Effect: omega squared of Welch's F, never below 0.
    """
    mean, variance, size = (np.asarray(each, dtype="float64") for each in (means, variances, n))
    kept = (size > 1) & (variance > 0)
    mean, variance, size = mean[kept], variance[kept], size[kept]
    groups = len(mean)
    if groups < 2:
        return GroupTest("welch", _NOTHING, _NOTHING, _NOTHING, _NOTHING)
    weight = size / variance
    centre = (weight * mean).sum() / weight.sum()
    odd = ((1 - weight / weight.sum()) ** 2 / (size - 1)).sum()
    between = (weight * (mean - centre) ** 2).sum() / (groups - 1)
    statistic = between / (1 + 2 * (groups - 2) / (groups**2 - 1) * odd)
    df = (groups**2 - 1) / (3 * odd)
    effect = max((groups - 1) * (statistic - 1) / ((groups - 1) * (statistic - 1) + size.sum()), 0.0)
    return GroupTest("welch", float(statistic), float(df), f_p(statistic, groups - 1, df), float(effect))


def games_howell(means: Any, variances: Any, n: Any) -> Numbers:
    """p-values of every pair of groups having the same mean, corrected for all pairs: a square, nan on the diagonal.

    Games and Howell (1976), Journal of Educational Statistics 1, 113-125.
    """
    from scipy.stats import studentized_range

    mean, variance, size = (np.asarray(each, dtype="float64") for each in (means, variances, n))
    groups = len(mean)
    found: Numbers = np.full((groups, groups), np.nan)
    for one in range(groups):
        for other in range(one + 1, groups):
            parts = variance[[one, other]] / size[[one, other]]
            if (size[[one, other]] < 2).any() or not parts.sum() > 0:
                continue
            df = parts.sum() ** 2 / (parts**2 / (size[[one, other]] - 1)).sum()
            q = abs(mean[one] - mean[other]) / (parts.sum() / 2) ** 0.5
            found[one, other] = found[other, one] = float(studentized_range.sf(q, groups, df))
    return found


def differ_in_ranks(table: Any) -> GroupTest:
    """Whether groups (rows) stand at the same places of a scale (columns, in its order), from counts.

    Kruskal and Wallis (1952), Journal of the American Statistical Association 47, 583-621, corrected for ties. Effect:
    epsilon squared.
    """
    counts = np.asarray(table, dtype="float64")
    counts = counts[counts.sum(axis=1) > 0]
    per_place, whole = counts.sum(axis=0), counts.sum()
    groups = len(counts)
    tied = whole**3 - whole - (per_place**3 - per_place).sum()
    if groups < 2 or not tied > 0:
        return GroupTest("kruskal", _NOTHING, _NOTHING, _NOTHING, _NOTHING)
    rank = np.cumsum(per_place) - (per_place - 1) / 2
    sums = counts @ rank
    plain = 12 / (whole * (whole + 1)) * (sums**2 / counts.sum(axis=1)).sum() - 3 * (whole + 1)
    statistic = plain / (tied / (whole**3 - whole))
    df = groups - 1
    return GroupTest("kruskal", float(statistic), df, chi2_p(statistic, df), float(statistic / (whole - 1)))
