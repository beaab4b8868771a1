"""Whether rates differ by more than chance, however many of them are compared."""

import numpy as np
import numpy.typing as npt

from insight.statistics.distributions import chi2_p

CHANCE = 0.01
"""A difference is said to be there when chance alone would bring one, anywhere among all that were compared, less often
than once in a hundred times. The pages compare dozens of groups unasked: at one in twenty every twentieth visitor would
be told of a difference that is none.
"""

_LEAST_EXPECTED = 5


def two_rates(successes: int, n: int, other_successes: int, other_n: int) -> float:
    """Two-sided p-value of no difference between two rates; nan where either has nobody, 1 where all or none succeed.

    Pearson's chi-square without continuity correction; Fisher's exact test where an expected count is below 5
    (Cochran 1954, Biometrics 10, 417-451).
    """
    if not n or not other_n:
        return float("nan")
    table = np.array([[successes, n - successes], [other_successes, other_n - other_successes]])
    if not table.sum(axis=0).all():
        return 1.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    if expected.min() < _LEAST_EXPECTED:
        from scipy.stats import fisher_exact

        return float(fisher_exact(table).pvalue)
    return chi2_p(float(((table - expected) ** 2 / expected).sum()), 1)


def stratified(
    successes: npt.ArrayLike, n: npt.ArrayLike, all_successes: npt.ArrayLike, all_n: npt.ArrayLike
) -> tuple[float, float]:
    """A group against all people of the same cohorts: how many successes those would have had in the group's place, and
    the two-sided p-value of no difference.

    One number a cohort: of the group, and of all people with the group. Cochran (1954) and Mantel and Haenszel (1959),
    Journal of the National Cancer Institute 22, 719-748, without continuity correction. The p-value is nan where too
    few people carry it: Mantel and Fleiss (1980), American Journal of Epidemiology 112, 129-134, ask that the expected
    number lie 5 or more from the least and from the most that was possible.
    """
    group, size = np.asarray(successes, dtype="float64"), np.asarray(n, dtype="float64")
    whole, people = np.asarray(all_successes, dtype="float64"), np.asarray(all_n, dtype="float64")
    expected = size * whole / people
    several = people > 1
    variance = (size * (people - size) * whole * (people - whole))[several] / (people**2 * (people - 1))[several]
    least = np.maximum(0, whole + size - people).sum()
    most = np.minimum(whole, size).sum()
    if min(expected.sum() - least, most - expected.sum()) < _LEAST_EXPECTED:
        return float(expected.sum()), float("nan")
    difference = (group - expected).sum()
    return float(expected.sum()), chi2_p(float(difference**2 / variance.sum()), 1)
