"""How strongly two things go together, from counts: confidence, lift, leverage, conviction, with intervals."""

from typing import Any

import numpy as np

from insight.statistics.distributions import normal_quantile
from insight.statistics.intervals import Numbers, shares


def lift(n: Any, both: Any, left: Any, right: Any) -> Numbers:
    """How many times as often both occur as they would if they had nothing to do with each other.

    `n` baskets, `both` of them with both sides, `left` and `right` with that side. Brin, Motwani, Ullman and Tsur
    (1997), SIGMOD Record 26, 255-264.
    """
    return shares(np.asarray(both, dtype="float64") * np.asarray(n), np.asarray(left, dtype="float64") * right)


def lift_bounds(n: Any, both: Any, left: Any, right: Any, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """The interval of the lift, by the delta method on its logarithm.

    With shares p of a multinomial sample, n · Var(log lift) = 1/p_both - 1/p_left - 1/p_right + 2 p_both /
    (p_left p_right) - 1 (Agresti 2013, Categorical Data Analysis, 3rd edition, section 16.1). nan where both never
    occur.
    """
    total = np.asarray(n, dtype="float64")
    p, q, r = (shares(part, total) for part in (both, left, right))
    one = np.ones_like(p)
    spread = shares(one, p) - shares(one, q) - shares(one, r) + shares(2 * p, q * r) - 1
    error = np.sqrt(shares(np.maximum(spread, 0), total))
    z = normal_quantile((1 + confidence) / 2)
    middle = lift(n, both, left, right)
    return middle * np.exp(-z * error), middle * np.exp(z * error)


def leverage(n: Any, both: Any, left: Any, right: Any) -> Numbers:
    """The share of baskets with both, less what it would be by chance: Piatetsky-Shapiro (1991)."""
    return shares(both, n) - shares(left, n) * shares(right, n)


def conviction(n: Any, both: Any, left: Any, right: Any) -> Numbers:
    """How many times as often the rule would fail by chance as it does; infinite where it never fails (Brin 1997)."""
    fails_by_chance, fails = 1 - shares(right, n), 1 - shares(both, left)
    never = np.asarray(both) == np.asarray(left)
    found: Numbers = np.where(never, np.inf, shares(fails_by_chance, np.where(never, np.nan, fails)))
    return found
