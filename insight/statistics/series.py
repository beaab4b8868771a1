"""What a daily series would have been: a regression with trend, weekdays and festivals, learned before a day."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from insight.statistics.intervals import Numbers
from insight.statistics.two_groups import UNKNOWN, Difference, normal

LEAST_DAYS = 56
"""Eight weeks: every weekday is then seen often enough to be told from chance."""

LAGS = 7
"""Days that are taken to be alike because they follow each other."""


@dataclass(frozen=True, slots=True)
class Expected:
    """`values` that were to be expected on the days of the window, each with its 95 % interval; the `effect` on the
    whole window: what was measured less what was expected. `unseen` names occasions of the window that the days before
    do not hold: then nothing is known. `days` were learned from."""

    values: Numbers
    low: Numbers
    high: Numbers
    effect: Difference
    days: int
    unseen: tuple[str, ...] = ()


def counterfactual(
    first: dt.date, values: Sequence[float], occasions: Mapping[str, Sequence[float]], window: int
) -> Expected:
    """Learn from all but the last `window` days, and say what those would have been.

    `first` is the day of the first value. `occasions` are terms by name, one number a day (1 on a festival, 0 else).
    Ordinary least squares; errors of the terms after Newey and West (1987), Econometrica 55, 703-708, with seven lags
    (statsmodels, HAC without small-sample factor); the scatter of the sum of the window is that of residuals which are
    alike up to seven days apart (Bartlett weights).
    """
    known = len(values) - window
    terms, unseen = _terms(first, len(values), occasions, known)
    empty = np.full(window, np.nan)
    if known < LEAST_DAYS or unseen or window < 1:
        return Expected(empty, empty, empty, UNKNOWN, max(known, 0), unseen)
    measured = np.asarray(values, dtype="float64")
    fit = _fit(measured[:known], terms[:known])
    ahead = terms[known:]
    expected = ahead @ fit.params
    covariance, residuals = np.asarray(fit.cov_params()), measured[:known] - terms[:known] @ fit.params
    gammas = _autocovariances(residuals, fit.df_resid)
    error = math.sqrt(_of_sum(ahead, covariance, gammas, window))
    each = 1.959963984540054 * np.sqrt(np.einsum("ij,jk,ik->i", ahead, covariance, ahead) + gammas[0])
    effect = normal(float(measured[known:].sum() - expected.sum()), error)
    return Expected(expected, np.maximum(expected - each, 0), expected + each, effect, known)


def _fit(measured: Numbers, terms: Numbers) -> Any:
    from statsmodels.regression.linear_model import OLS

    return OLS(measured, terms).fit(cov_type="HAC", cov_kwds={"maxlags": LAGS, "use_correction": False})


def _terms(
    first: dt.date, days: int, occasions: Mapping[str, Sequence[float]], known: int
) -> tuple[Numbers, tuple[str, ...]]:
    """One row a day: 1, trend, six weekdays, the occasions that both parts have; names of those that are new."""
    numbers = np.arange(days)
    weekdays = (numbers + first.weekday()) % 7
    columns = [np.ones(days), numbers / max(days, 1), *(np.where(weekdays == day, 1.0, 0.0) for day in range(1, 7))]
    unseen = []
    for name, flags in occasions.items():
        flag = np.asarray(flags, dtype="float64")
        if flag[:known].any():
            columns.append(flag)
        elif flag[known:].any():
            unseen.append(name)
    return np.column_stack(columns), tuple(unseen)


def _autocovariances(residuals: Numbers, freedom: float) -> Numbers:
    lags = range(min(LAGS, len(residuals) - 1) + 1)
    return np.array([float(residuals[lag:] @ residuals[: len(residuals) - lag]) / freedom for lag in lags])


def _of_sum(ahead: Numbers, covariance: Numbers, gammas: Numbers, window: int) -> float:
    """The variance of the sum of the window: of its terms, and of its days around them."""
    total = ahead.sum(axis=0)
    scatter = window * gammas[0]
    for lag in range(1, min(len(gammas), window)):
        scatter += 2 * (window - lag) * (1 - lag / (LAGS + 1)) * gammas[lag]
    return float(total @ covariance @ total + max(scatter, window * gammas[0] / 10))
