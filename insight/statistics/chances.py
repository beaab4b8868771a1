"""How good chances were that were given to people before anybody knew what they would do.

Brier (1950), Monthly Weather Review 78, 1-3. DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44, 837-845, by ranks
as in Sun and Xu (2014), IEEE Signal Processing Letters 21, 1389-1393. Platt (1999), Advances in Large Margin
Classifiers, 61-74, with the targets and the search of Lin, Lin and Weng (2007), Machine Learning 68, 267-276.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit

from insight.statistics.distributions import Z_95
from insight.statistics.intervals import Numbers, shares, wilson_bounds

_LEAST = 1e-6
"""No chance is nearer to 0 or to 1, where its odds would be infinite."""

CALIBRATION_COLUMNS = ["band", "from_share", "to_share", "n", "predicted", "bought", "rate", "low", "high"]


class Estimate(NamedTuple):
    """A number with its 95 % interval; nan where there is too little to say it."""

    value: float
    low: float
    high: float


def log_odds(chances: Any) -> Numbers:
    """log(p / (1 - p))."""
    inside = np.clip(np.asarray(chances, dtype="float64"), _LEAST, 1 - _LEAST)
    found: Numbers = np.log(inside / (1 - inside))
    return found


def brier(chances: Any, came: Any) -> Estimate:
    """The mean squared distance of chances from what came (1 or 0): 0 is perfect, smaller is better."""
    return _mean((np.asarray(chances, dtype="float64") - np.asarray(came, dtype="float64")) ** 2)


def brier_apart(chances: Any, other: Any, came: Any) -> Estimate:
    """The difference of two Brier scores on the same people, person by person: below 0 the first is better."""
    outcome = np.asarray(came, dtype="float64")
    first, second = (np.asarray(each, dtype="float64") for each in (chances, other))
    return _mean((first - outcome) ** 2 - (second - outcome) ** 2)


def _mean(values: Numbers) -> Estimate:
    middle = float(values.mean())
    half = Z_95 * float(values.std(ddof=1)) / len(values) ** 0.5 if len(values) > 1 else float("nan")
    return Estimate(middle, middle - half, middle + half)


def auc(chances: Any, came: Any) -> Estimate:
    """How often somebody who came had been given more than somebody who did not, ties counting half: 0.5 is chance.

    The interval is DeLong's; nan with fewer than two on either side.
    """
    given, outcome = np.asarray(chances, dtype="float64"), np.asarray(came, dtype="bool")
    yes, no = given[outcome], given[~outcome]
    if min(len(yes), len(no)) < 2:
        return Estimate(*[float("nan")] * 3)
    among_all = _ranks(given)
    above = (among_all[outcome] - _ranks(yes)) / len(no)
    below = 1 - (among_all[~outcome] - _ranks(no)) / len(yes)
    middle = float(above.mean())
    half = Z_95 * float(above.var(ddof=1) / len(yes) + below.var(ddof=1) / len(no)) ** 0.5
    return Estimate(middle, max(middle - half, 0.0), min(middle + half, 1.0))


def calibration(chances: Any, came: Any, bands: int) -> pd.DataFrame:
    """Of people given a chance in each of so many equal bands, how many came, with the 95 % score interval.

    band (from 1), from_share, to_share, n, predicted (their mean chance), bought, rate, low, high; no row for nobody.
    """
    given = np.asarray(chances, dtype="float64")
    band = np.minimum(np.floor(given * bands), bands - 1).astype("int64") + 1
    table = pd.DataFrame({"band": band, "predicted": given, "bought": np.asarray(came, dtype="int64"), "n": 1})
    found = table.groupby("band", as_index=False).agg(
        predicted=("predicted", "mean"), bought=("bought", "sum"), n=("n", "sum")
    )
    low, high = wilson_bounds(found["bought"], found["n"])
    return found.assign(
        from_share=(found["band"] - 1) / bands,
        to_share=found["band"] / bands,
        rate=shares(found["bought"], found["n"]),
        low=low,
        high=high,
    )[CALIBRATION_COLUMNS]


def _ranks(values: Any, method: Literal["average", "min"] = "average") -> Numbers:
    """Places from 1 up; equal values share the middle of theirs, or the first."""
    return np.asarray(pd.Series(np.asarray(values)).rank(method=method), dtype="float64")


def tenths(chances: Any) -> Numbers:
    """Which tenth each is in, 1 with the highest chances; equal chances are in one tenth."""
    place = _ranks(-np.asarray(chances, dtype="float64"), "min") - 1
    found: Numbers = 10 * place // max(len(place), 1) + 1
    return found


class Platt(NamedTuple):
    """Scores become chances: 1 / (1 + exp(-(slope × score + shift)))."""

    slope: float
    shift: float

    def chances(self, scores: Any) -> Numbers:
        """Of every score."""
        found: Numbers = expit(self.slope * np.asarray(scores, dtype="float64") + self.shift)
        return found


def platt(scores: Any, came: Any) -> Platt:
    """The curve of largest likelihood through scores of people whom the model had not seen.

    A slope below 0 would turn the order round; it becomes 0: the scores say nothing.
    """
    given, outcome = np.asarray(scores, dtype="float64"), np.asarray(came, dtype="bool")
    yes, no = int(outcome.sum()), int((~outcome).sum())
    target = np.where(outcome, (yes + 1) / (yes + 2), 1 / (no + 2))

    def cost(values: Numbers) -> tuple[float, Numbers]:
        line = values[0] * given + values[1]
        missing = expit(line) - target
        loss = float((np.logaddexp(0, line) - target * line).sum())
        return loss, np.array([(missing * given).sum(), missing.sum()])

    slope, shift = minimize(cost, np.array([1.0, 0.0]), jac=True, method="BFGS").x
    if slope > 0:
        return Platt(float(slope), float(shift))
    return Platt(0.0, float(log_odds(target.mean())))
