"""Gradient boosting whose score is a sum of one part for each feature, so that it can be read, checked and computed
anywhere: what moved a person's score is the part itself, not an estimate of it.

Trees that see one feature each: Hastie and Tibshirani (1990), Generalized Additive Models; Lou, Caruana and Gehrke
(2012), KDD, 150-158, who find such sums about as good as trees of all features. Fitted by scikit-learn's
HistGradientBoostingClassifier without interactions (Friedman 2001, Annals of Statistics 29, 1189-1232).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from insight.statistics.intervals import Numbers

Matrix = npt.NDArray[np.float64]

BINS = 24
_ROUNDS, _PACE, _LEAVES, _LEAST_IN_LEAF, _RIDGE = 100, 0.06, 8, 30, 1.0


@dataclass(frozen=True, slots=True)
class Additive:
    """`start`: the score of the average row. Each feature adds `adds[j][k]` where its value lies from `cuts[j][k - 1]`
    to before `cuts[j][k]`; over the rows it was fitted to, the parts of a feature add up to 0."""

    start: float
    cuts: tuple[Numbers, ...]
    adds: tuple[Numbers, ...]

    def parts(self, rows: Matrix) -> Matrix:
        """What each feature adds for each row."""
        columns = [adds[_bins(rows[:, place], cuts)] for place, (cuts, adds) in enumerate(self._shapes())]
        return np.column_stack(columns)

    def scores(self, rows: Matrix) -> Numbers:
        """In log odds."""
        found: Numbers = self.start + self.parts(rows).sum(axis=1)
        return found

    def _shapes(self) -> list[tuple[Numbers, Numbers]]:
        return list(zip(self.cuts, self.adds, strict=True))


def fit_additive(rows: Matrix, came: Any, seed: int = 0) -> Additive:
    """Boost on the rows. A value below 0 stands for one that is not there, and has a bin of its own."""
    cuts = tuple(_cuts(rows[:, place]) for place in range(rows.shape[1]))
    binned = np.column_stack([_bins(rows[:, place], each) for place, each in enumerate(cuts)])
    with _one_thread():
        model = _boosted(binned, np.asarray(came, dtype="bool"), seed)
        start, adds = _read_off(model, [len(each) + 1 for each in cuts])
    means = [float(each[binned[:, place]].mean()) for place, each in enumerate(adds)]
    centred = tuple(each - mean for each, mean in zip(adds, means, strict=True))
    return Additive(start + sum(means), cuts, centred)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Threads that wait for each other cost more than they bring here, and sums would depend on their number.

    Only libraries that are loaded can be limited, so scikit-learn comes first.
    """
    import sklearn.ensemble  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def out_of_fold(rows: Matrix, came: Any, fold: Any, seed: int = 0) -> Numbers:
    """The score of every row by a model that was fitted to the other folds."""
    folds, outcome = np.asarray(fold), np.asarray(came, dtype="bool")
    scores: Numbers = np.zeros(len(rows))
    for each in np.unique(folds):
        here = folds == each
        scores[here] = fit_additive(rows[~here], outcome[~here], seed).scores(rows[here])
    return scores


def _cuts(column: Numbers) -> Numbers:
    """Between equally many rows each, and never within equal values."""
    inner = np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1], method="higher")
    apart = [0.0] if column.min() < 0 else []
    found: Numbers = np.unique([*inner[inner > column.min()], *apart])
    return found


def _bins(column: Numbers, cuts: Numbers) -> npt.NDArray[np.int64]:
    return np.searchsorted(cuts, column, side="right").astype(np.int64)


def _boosted(binned: npt.NDArray[np.int64], came: npt.NDArray[np.bool_], seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=_ROUNDS,
        learning_rate=_PACE,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=_LEAST_IN_LEAF,
        l2_regularization=_RIDGE,
        interaction_cst="no_interactions",
        early_stopping=False,
        random_state=seed,
    )
    return model.fit(binned, came)


def _read_off(model: Any, widths: list[int]) -> tuple[float, list[Numbers]]:
    """The score of a row in the lowest bin of everything, and what every bin of every feature adds to it."""
    asked = np.zeros((1 + sum(widths), len(widths)), dtype="int64")
    places = np.repeat(np.arange(len(widths)), widths)
    asked[np.arange(1, len(asked)), places] = np.concatenate([np.arange(width) for width in widths])
    scores = model.decision_function(asked)
    return float(scores[0]), np.split(scores[1:] - scores[0], np.cumsum(widths)[:-1])
