"""Difference in differences: what changed in one group beyond what changed in another, people counted as clusters."""

import math
from typing import NamedTuple

from insight.statistics.two_groups import UNKNOWN, Difference, Moments, normal


class Changes(NamedTuple):
    """Of `n` people: the sums of an amount before and after, of their squares and of their products."""

    n: int
    before: float
    after: float
    before_squares: float
    after_squares: float
    products: float

    @property
    def moments(self) -> Moments:
        """Of each person's change."""
        return Moments(self.n, self.after - self.before, self.after_squares - 2 * self.products + self.before_squares)


def difference_in_differences(group: Changes, other: Changes) -> Difference:
    """The coefficient of group × after in a regression of person-periods, with errors clustered by person.

    With two periods of everybody it is the difference of the mean changes, and its sandwich error is that of the
    changes, with the small-sample factor G / (G - 1) · (N - 1) / (N - K) of G people, N = 2 G rows and K = 4 terms that
    Stata and statsmodels use. Liang and Zeger (1986), Biometrika 73, 13-22; Bertrand, Duflo and Mullainathan (2004),
    Quarterly Journal of Economics 119, 249-275.
    """
    if group.n < 2 or other.n < 2:
        return UNKNOWN
    people = group.n + other.n
    factor = people / (people - 1) * (2 * people - 1) / (2 * people - 4)
    spread = sum(part.moments.variance * (part.n - 1) / part.n**2 for part in (group, other))
    return normal(group.moments.mean - other.moments.mean, math.sqrt(spread * factor))
