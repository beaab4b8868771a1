"""How good a short list of offers was, judged by what was bought afterwards.

Herlocker, Konstan, Terveen and Riedl (2004), ACM Transactions on Information Systems 22, 5-53; gain by place: Järvelin
and Kekäläinen (2002), the same journal 20, 422-446; novelty: Zhou et al. (2010), PNAS 107, 4511-4515.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from insight.statistics.intervals import Numbers, shares

Hits = npt.NDArray[np.bool_]
"""One row a person, one column a place of the list: whether what was offered there was bought."""

_DRAWS = 4000


class Mean(NamedTuple):
    """A mean over people, with its bootstrap interval; nan where there is nobody."""

    value: float
    low: float
    high: float


def recall(hits: Hits, bought: Any) -> Numbers:
    """Of what each person bought, the share that was on their list; nan for somebody who bought nothing."""
    return shares(np.asarray(hits).sum(axis=1), bought)


def gain(hits: Hits, bought: Any) -> Numbers:
    """Normalised discounted cumulative gain of each person: 1 where everything bought stands first.

    A hit at place i counts 1 / log2(i + 1); the best list has as many hits as places or goods bought allow.
    """
    found = np.asarray(hits, dtype="float64")
    worth = 1 / np.log2(np.arange(found.shape[1]) + 2)
    best = np.concatenate([[0.0], np.cumsum(worth)])
    most = np.minimum(np.asarray(bought, dtype="int64"), found.shape[1])
    return shares(found @ worth, best[most])


def novelty(owners: Any, people: int) -> float:
    """How little known the offered goods are on average: minus log2 of the share of people who bought each; in bits."""
    share = shares(owners, people)
    return float(np.mean(-np.log2(share))) if len(share) else float("nan")


def bootstrap(values: Any, *, seed: int, confidence: float = 0.95, draws: int = _DRAWS) -> Mean:
    """The mean of one value a person, and the percentile interval of means over people drawn with replacement.

    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13. People with equal values are drawn
    together (multinomial), which is the same and fast.
    """
    known = np.asarray(values, dtype="float64")
    if not len(known):
        return Mean(float("nan"), float("nan"), float("nan"))
    distinct, times = np.unique(np.round(known, 12), return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(len(known), times / len(known), size=draws)
    means = drawn @ distinct / len(known)
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Mean(float(known.mean()), float(low), float(high))
