"""What a purchase of a person is worth: Gamma-Gamma.

Purchases of one person scatter around an own mean by a gamma distribution (p), the means of people by another (q, v).
Fader and Hardie (2013), "The Gamma-Gamma model of monetary value".
"""

from typing import Any

import numpy as np
from scipy.special import gammaln

from insight.statistics.intervals import Numbers
from insight.statistics.maximum_likelihood import Fit, fit

NAMES = ("p", "q", "v")


def fit_gamma_gamma(x: Any, mean: Any) -> Fit:
    """p, q, v of largest likelihood, from people with `x` repeat purchases worth `mean` on average.

    Only those with x > 0 and mean > 0 say anything. Amounts are measured in their own average meanwhile.
    """
    count, amount = np.asarray(x, dtype="float64"), np.asarray(mean, dtype="float64")
    known = (count > 0) & (amount > 0)
    count, unit = count[known], float(amount[known].mean())
    amount = amount[known] / unit
    found = fit(lambda values: _log_likelihood(values, count, amount), ((3.0, 3.0, 1.0), (1.0, 2.0, 1.0)), len(count))
    times = np.array([1.0, 1.0, unit])
    return Fit(
        found.values * times,
        found.errors * times,
        found.low * times,
        found.high * times,
        found.covariance,
        found.log_likelihood - len(count) * float(np.log(unit)),
    )


def _log_likelihood(values: Numbers, x: Numbers, mean: Numbers) -> float:
    p, q, v = values
    each = (
        gammaln(p * x + q)
        - gammaln(p * x)
        - gammaln(q)
        + q * np.log(v)
        + (p * x - 1) * np.log(mean)
        + p * x * np.log(x)
        - (p * x + q) * np.log(v + x * mean)
    )
    return float(each.sum())


def expected_amount(values: Numbers, x: Any, total: Any) -> Numbers:
    """What the next purchase is expected to be worth, after `x` repeat purchases of `total`; nan where q is 1 or less
    and the mean of people is not finite."""
    p, q, v = (float(value) for value in values)
    count = np.asarray(x, dtype="float64")
    below = p * count + q - 1
    found: Numbers = np.where(below > 0, p * (v + np.asarray(total)) / np.where(below > 0, below, 1), np.nan)
    return found
