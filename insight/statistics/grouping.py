"""Groups of people alike in many measures: found by scikit-learn, kept as sums of squares that any engine can work out.

Whatever finds the groups, a person belongs to the one with the least `constant + sum(weight * (x - centre)^2)`: for
k-means the nearest centre, for a Gaussian mixture the likeliest component, for HDBSCAN the dense group whose spread
reaches the person (`reach`), else to none.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from insight.statistics.agreement import adjusted_rand
from insight.statistics.distributions import chi2_limit

Algorithm = Literal["kmeans", "mixture", "density"]
Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

RESAMPLES, SHUFFLES = 6, 5
STABLE = 0.8
"""Groups found again in resamples with at least this adjusted Rand index are called stable."""

CLEARER_SHARE, CLEARER_BY = 0.08, 0.01
"""How much clearer than in shuffled copies groups have to be apart: by this share of what is left to 1, and by this."""

NEARLY = 0.95
"""A finer number of groups is taken where it is at least this part as clear as the clearest."""

_FITTED, _JUDGED = 8_000, 1_500
_LEAST_VARIANCE = 1e-3
_REACHED = 0.99


@dataclass(frozen=True, slots=True)
class Groups:
    """`centres`, `weights`: a row a group, a column a measure. `reach`: the largest sum that still belongs."""

    centres: Matrix
    weights: Matrix
    constants: Matrix
    reach: float = math.inf

    def sums(self, rows: Matrix) -> Matrix:
        """A row a person, a column a group."""
        parts = [
            ((rows - centre) ** 2) @ weight + constant
            for centre, weight, constant in zip(self.centres, self.weights, self.constants, strict=True)
        ]
        return np.column_stack(parts)

    def assign(self, rows: Matrix) -> Labels:
        """The group of each person from 1 on; 0 for nobody's."""
        sums = self.sums(rows)
        return np.where(sums.min(axis=1) <= self.reach, sums.argmin(axis=1) + 1, 0).astype(np.int64)


def find_groups(rows: Matrix, algorithm: Algorithm, k: int, seed: int) -> Groups:
    """The groups of the rows, the largest first. `k` is not asked for by density."""
    with _one_thread():
        if algorithm == "mixture":
            return _mixture(rows, k, seed)
        if algorithm == "density":
            return _dense(rows)
        return _nearest(_means(rows, k, seed, starts=4), rows)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Hundreds of small fits: threads that wait for each other cost far more than they bring.

    Only libraries that are loaded can be limited, so scikit-learn comes first.
    """
    import sklearn.cluster
    import sklearn.metrics
    import sklearn.mixture  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def _means(rows: Matrix, k: int, seed: int, *, starts: int = 1) -> Matrix:
    from sklearn.cluster import KMeans

    centres: Matrix = KMeans(k, n_init=starts, random_state=seed).fit(rows).cluster_centers_
    return centres


def _nearest(centres: Matrix, rows: Matrix) -> Groups:
    return _largest_first(Groups(centres, np.ones_like(centres), np.zeros(len(centres))), rows)


def _mixture(rows: Matrix, k: int, seed: int) -> Groups:
    from sklearn.mixture import GaussianMixture

    model = GaussianMixture(k, covariance_type="diag", reg_covar=_LEAST_VARIANCE, n_init=2, random_state=seed).fit(rows)
    constants = np.log(model.covariances_).sum(axis=1) - 2 * np.log(model.weights_)
    return _largest_first(Groups(model.means_, 1 / model.covariances_, constants), rows)


def _dense(rows: Matrix) -> Groups:
    from sklearn.cluster import HDBSCAN

    part = rows[: _FITTED * 2]
    least = max(15, len(part) // 50)
    labels = HDBSCAN(min_cluster_size=least, copy=True).fit(part).labels_
    members = [part[labels == label] for label in range(labels.max() + 1)]
    if not members:
        return Groups(np.empty((0, rows.shape[1])), np.empty((0, rows.shape[1])), np.empty(0))
    variances = np.array([np.maximum(own.var(axis=0), _LEAST_VARIANCE) for own in members])
    centres = np.array([own.mean(axis=0) for own in members])
    reach = chi2_limit(1 - _REACHED, rows.shape[1])
    return _largest_first(Groups(centres, 1 / variances, np.zeros(len(centres)), reach), rows)


def _largest_first(groups: Groups, rows: Matrix) -> Groups:
    """Groups that nobody belongs to are left out; equal sizes go by their centres."""
    sizes = np.bincount(groups.assign(rows), minlength=len(groups.centres) + 1)[1:]
    keys = [(-int(size), *groups.centres[place]) for place, size in enumerate(sizes)]
    order = sorted((place for place in range(len(sizes)) if sizes[place]), key=lambda place: keys[place])
    return Groups(groups.centres[order], groups.weights[order], groups.constants[order], groups.reach)


def separation(rows: Matrix, labels: Labels, seed: int) -> float:
    """How well apart the groups are: the mean silhouette of at most 1,500 people (Rousseeuw 1987, Journal of
    Computational and Applied Mathematics 20, 53-65). nan with fewer than two groups.
    """
    from sklearn.metrics import silhouette_score

    drawn = _drawn(len(rows), _JUDGED, seed)
    own = labels[drawn]
    if not 1 < len(np.unique(own)) < len(own):
        return math.nan
    return float(silhouette_score(rows[drawn], own))


def separations(rows: Matrix, labels: Labels) -> Matrix:
    """The silhouette of each person; empty with fewer than two groups."""
    if not 1 < len(np.unique(labels)) < len(labels):
        return np.empty(0)
    with _one_thread():
        from sklearn.metrics import silhouette_samples

        values: Matrix = silhouette_samples(rows, labels)
    return values


def curve(rows: Matrix, numbers: Sequence[int], seed: int) -> pd.DataFrame:
    """For each number of groups: k, separation, chance (the most that shuffled copies reach), stability, is_stable.

    A shuffled copy has each measure's values in another order, so that nothing goes together any more. `stability` is
    the mean adjusted Rand index of the groups of pairs of bootstrap samples, compared on the same people (Hennig 2007,
    Computational Statistics & Data Analysis 52, 258-271). A number is stable where both are clear: see STABLE and
    CLEARER_SHARE.
    """
    part = rows[_drawn(len(rows), _FITTED, seed)]
    copies = [_shuffled(part, seed + number) for number in range(SHUFFLES)]
    with _one_thread():
        found = [(k, *_judged(part, copies, k, seed)) for k in numbers if k < len(part)]
    table = pd.DataFrame(found, columns=["k", "separation", "chance", "stability"])
    clearer = table["separation"] - table["chance"]
    is_clear = (clearer >= CLEARER_SHARE * (1 - table["chance"])) & (clearer >= CLEARER_BY)
    return table.assign(is_stable=is_clear & (table["stability"] >= STABLE))


def _judged(part: Matrix, copies: Sequence[Matrix], k: int, seed: int) -> tuple[float, float, float]:
    chance = max(separation(copy, _fitted(copy, k, seed), seed) for copy in copies)
    return separation(part, _fitted(part, k, seed), seed), chance, stability(part, k, seed)


def suggested(table: pd.DataFrame) -> int | None:
    """The finest stable number that is nearly as much clearer apart than chance as the best; None where none is stable.

    Of two groups that lie close and one far away, two large groups are as clear as three: three say more.
    """
    stable = table[table["is_stable"]]
    if stable.empty:
        return None
    clearer = stable["separation"] - stable["chance"]
    return int(stable.loc[clearer >= NEARLY * clearer.max(), "k"].max())


def stability(rows: Matrix, k: int, seed: int) -> float:
    """How alike the groups of bootstrap samples are: the mean adjusted Rand index over all pairs of them."""
    judged = rows[_drawn(len(rows), _JUDGED * 2, seed)]
    chance = np.random.default_rng(seed)
    labels = []
    for number in range(RESAMPLES):
        again = rows[chance.integers(0, len(rows), len(rows))]
        labels.append(_nearest(_means(again, k, seed + number, starts=2), again).assign(judged))
    pairs = [adjusted_rand(labels[one], labels[other]) for other in range(RESAMPLES) for one in range(other)]
    return float(np.mean(pairs))


def _fitted(rows: Matrix, k: int, seed: int) -> Labels:
    return _nearest(_means(rows, k, seed, starts=2), rows).assign(rows)


def _shuffled(rows: Matrix, seed: int) -> Matrix:
    chance = np.random.default_rng(seed)
    return np.column_stack([chance.permutation(column) for column in rows.T])


def _drawn(people: int, most: int, seed: int) -> Any:
    if people <= most:
        return np.arange(people)
    return np.sort(np.random.default_rng(seed).choice(people, most, replace=False))
