"""How far two groups of people lie apart, beside what random splits of the same people show."""

from typing import Any, NamedTuple

import numpy as np
from scipy.special import stdtr, stdtrit

from insight.statistics.intervals import Numbers


class Noise(NamedTuple):
    """`level`: the difference that nineteen of twenty random splits stay below. `p_value`: how often a random split
    would show as large a difference; 1 where no split shows any."""

    level: Numbers
    p_value: Numbers


def beside_splits(differences: Any, of_splits: Any) -> Noise:
    """Measured differences (one each) beside those of random splits (a row a split, a column each; nan: undefined).

    A split of the people at random has no difference but chance, so its differences spread around 0; the root of their
    mean square is the standard error of the measured one, and with few splits the ratio of both follows Student's t
    with as many degrees of freedom as splits (Pitman 1937, Supplement to the Journal of the Royal Statistical Society
    4, 119-130, on tests by random division; the spread is estimated here, not the tail, so that 40 splits are enough).
    """
    measured = np.asarray(differences, dtype="float64")
    drawn = np.asarray(of_splits, dtype="float64").reshape(-1, len(measured))
    counted = np.isfinite(drawn).sum(axis=0)
    squares = np.nansum(drawn**2, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.where(counted > 1, squares / counted, np.nan))
        ratio = np.where(measured == 0, 0.0, np.abs(measured) / spread)
    freedom = np.maximum(counted, 1)
    level = stdtrit(freedom, 0.975) * spread
    p_value = np.where(np.isnan(spread) | np.isnan(measured), np.nan, 2 * stdtr(freedom, -ratio))
    return Noise(level, p_value)
