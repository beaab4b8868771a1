"""The largest likelihood over positive parameters, and how sure they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from insight.statistics.distributions import Z_95
from insight.statistics.intervals import Numbers

_FAR = 8.0
_STEP = 1e-4
_POLISHES = 4
_OUTSIDE = 1e10

Likelihood = Callable[[Numbers], float]
"""Parameters -> log-likelihood of all observations."""


@dataclass(frozen=True, slots=True)
class Fit:
    """`values` with their standard `errors` and 95 % intervals (on the logarithm); nan where the data do not say.

    `covariance` is that of the logarithms: the inverse of the observed information.
    """

    values: Numbers
    errors: Numbers
    low: Numbers
    high: Numbers
    covariance: Numbers
    log_likelihood: float

    @property
    def is_sure(self) -> bool:
        """Whether the likelihood has a peak that the parameters stand on."""
        return bool(np.isfinite(self.errors).all())


def fit(
    likelihood: Likelihood, starts: Sequence[Sequence[float]], n: int, rough: tuple[Likelihood, int] | None = None
) -> Fit:
    """Maximise over the logarithms: Nelder and Mead's method from each start, from the best of them BFGS, then Newton's
    method until four decimals stand.

    `n` observations scale the function. `rough`: the likelihood of some of them, and how many they are, by which the
    first and longest part of the search finds its way. The information is found by central differences.
    """
    cost = _cost(likelihood, n)
    far = cost if rough is None else _cost(*rough)
    options = {"maxiter": 150, "xatol": 1e-2, "fatol": 1e-7}
    tried = [minimize(far, np.log(start), method="Nelder-Mead", options=options) for start in starts]
    nearest: Numbers = min(tried, key=lambda one: float(one.fun)).x
    logs = minimize(cost, nearest, method="BFGS", options={"gtol": 1e-7}).x
    return _described(cost, _polished(cost, logs), n)


def _cost(likelihood: Likelihood, n: int) -> Likelihood:
    """Of the logarithms of the parameters, an observation."""

    def cost(logs: Numbers) -> float:
        if np.abs(logs).max() > _FAR:
            return _OUTSIDE
        with np.errstate(all="ignore"):
            found = -likelihood(np.exp(logs)) / n
        return found if np.isfinite(found) else _OUTSIDE

    return cost


def _polished(cost: Likelihood, logs: Numbers) -> Numbers:
    for _step in range(_POLISHES):
        slope, bend = _derivatives(cost, logs)
        try:
            further = logs - np.linalg.solve(bend, slope)
        except np.linalg.LinAlgError:
            return logs
        if not np.isfinite(further).all() or cost(further) > cost(logs) + 1e-13:
            return logs
        is_there = np.abs(further - logs).max() < 1e-8
        logs = np.asarray(further, dtype="float64")
        if is_there:
            break
    return logs


def _described(cost: Likelihood, logs: Numbers, n: int) -> Fit:
    _slope, bend = _derivatives(cost, logs)
    covariance = np.full_like(bend, np.nan)
    if np.isfinite(bend).all() and np.linalg.eigvalsh(bend).min() > 1e-12:
        covariance = np.asarray(np.linalg.inv(bend * n), dtype="float64")
    spread, values = np.sqrt(np.diag(covariance)), np.exp(logs)
    with np.errstate(over="ignore"):
        low, high = values * np.exp(-Z_95 * spread), values * np.exp(Z_95 * spread)
    return Fit(values, values * spread, low, high, covariance, -cost(logs) * n)


def _derivatives(cost: Likelihood, logs: Numbers) -> tuple[Numbers, Numbers]:
    """Gradient and Hessian by central differences."""
    size = len(logs)
    steps = np.eye(size) * _STEP
    ahead, behind = (np.array([cost(logs + sign * step) for step in steps]) for sign in (1, -1))
    here = cost(logs)
    bend = np.diag((ahead - 2 * here + behind) / _STEP**2)
    for one in range(size):
        for two in range(one):
            corners = [
                first * second * cost(logs + first * steps[one] + second * steps[two])
                for first in (1, -1)
                for second in (1, -1)
            ]
            bend[one, two] = bend[two, one] = sum(corners) / (4 * _STEP**2)
    slope: Numbers = (ahead - behind) / (2 * _STEP)
    return slope, bend
