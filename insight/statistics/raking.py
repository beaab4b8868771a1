"""Weights by which those who answered look like everybody: raking, one margin after the other."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from insight.statistics.intervals import Numbers

Codes = npt.NDArray[np.int64]

LARGEST = 5.0
"""Nobody counts for more than so many people of the usual weight: DeBell and Krosnick (2009), ANES technical report
nes012427, trim there too."""

_ROUNDS, _CLOSE = 1000, 1e-12


class Raked(NamedTuple):
    """`factors`: one for each cell, 1 on average over those who answered. `gap`: by how much a share of a margin still
    misses its target at most; above 0 where weights were cut at `LARGEST`. `is_cut`: whether any were."""

    factors: Numbers
    gap: float
    is_cut: bool


def rake(counts: Any, groups: Sequence[Any], targets: Sequence[Any], *, largest: float = LARGEST) -> Raked:
    """Factors for cells, so that each margin has the shares of its target.

    Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444: iterative proportional fitting. `counts`:
    (weighted) answers of each cell. `groups`: for each margin, the group of each cell from 0. `targets`: for each
    margin, the share of every group; those of groups without an answer are left out and the rest shared out.
    """
    weights = np.asarray(counts, dtype="float64")
    margins = [np.asarray(margin, dtype="int64") for margin in groups]
    wanted = [_reachable(weights, margin, target) for margin, target in zip(margins, targets, strict=True)]
    factors = _fitted(weights, margins, wanted, np.ones(len(weights)))
    is_cut = bool(len(factors)) and bool(factors.max() > largest)
    if is_cut:
        factors = _cut(weights, margins, wanted, factors, largest)
    return Raked(factors, _gap(weights * factors, margins, wanted), is_cut)


def _reachable(weights: Numbers, margin: Codes, target: Any) -> Numbers:
    shares = np.asarray(target, dtype="float64")
    answered = np.bincount(margin, weights, minlength=len(shares)) > 0
    kept = np.where(answered, shares, 0.0)
    whole = kept.sum()
    return kept / whole if whole else kept


def _fitted(weights: Numbers, margins: Sequence[Codes], wanted: Sequence[Numbers], factors: Numbers) -> Numbers:
    whole = weights.sum()
    for _round in range(_ROUNDS):
        before = factors
        for margin, target in zip(margins, wanted, strict=True):
            sums = np.bincount(margin, weights * factors, minlength=len(target)).astype("float64")
            scale = np.divide(target * whole, sums, out=np.ones_like(sums), where=sums > 0)
            factors = factors * scale[margin]
        if np.abs(factors - before).max(initial=0.0) < _CLOSE:
            break
    return factors


def _cut(
    weights: Numbers, margins: Sequence[Codes], wanted: Sequence[Numbers], factors: Numbers, largest: float
) -> Numbers:
    """Cut and rake in turns; what is above at last is cut once more, and the rest counts a little more for it."""
    for _round in range(20):
        factors = _fitted(weights, margins, wanted, np.minimum(factors, largest))
        if factors.max() <= largest:
            return factors
    cut = np.minimum(factors, largest)
    while (is_free := cut < largest).any():
        left = weights.sum() - (weights * cut)[~is_free].sum()
        scaled = np.where(is_free, cut * left / (weights * cut)[is_free].sum(), cut)
        cut = np.minimum(scaled, largest)
        if (scaled <= largest).all():
            break
    return cut


def _gap(weights: Numbers, margins: Sequence[Codes], wanted: Sequence[Numbers]) -> float:
    whole = weights.sum()
    gaps = [
        np.abs(np.bincount(margin, weights, minlength=len(target)) / whole - target).max()
        for margin, target in zip(margins, wanted, strict=True)
        if len(target)
    ]
    return float(max(gaps, default=0.0)) if whole else 0.0
