"""Two groups compared among people who were as likely to be in the first: matching on a score of what was known before.

People alike in everything that is known stand in one cell and share a score, so counts and sums by cell say as much as
single people would.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from insight.statistics.two_groups import UNKNOWN, Difference, normal

Numbers = npt.NDArray[np.float64]

CALIPER = 0.2
"""How far two scores may lie apart, in standard deviations of the logit: Austin (2011), Pharmaceutical Statistics 10,
150-161."""

LEAST_ALIKE = 2
"""A person of the group is compared where so many others lie within the caliper."""

_LEAST_SPREAD = 1e-9
_MANY = 10
_SHRINKS = 1.0
"""Strength of the ridge: where a trait tells the groups apart without fail, the score stays finite."""


def logits(traits: Numbers, group: Numbers, others: Numbers) -> Numbers:
    """The logit of being in the group, by cell: a logistic regression on the standardised traits, counts as weights.

    Rosenbaum and Rubin (1983), Biometrika 70, 41-55. `traits` has a row a cell; `group` and `others` count its people.
    """
    from sklearn.linear_model import LogisticRegression

    whole = group + others
    mean = np.average(traits, axis=0, weights=whole)
    spread = np.sqrt(np.average((traits - mean) ** 2, axis=0, weights=whole))
    told = (traits - mean)[:, spread > 0] / spread[spread > 0]
    if not told.shape[1]:
        return np.zeros(len(traits))
    sides = np.concatenate([np.ones(len(group)), np.zeros(len(others))])
    weights = np.concatenate([group, others])
    model = LogisticRegression(C=1 / _SHRINKS, solver="newton-cholesky", max_iter=100)
    model.fit(np.concatenate([told, told])[weights > 0], sides[weights > 0], sample_weight=weights[weights > 0])
    found: Numbers = model.decision_function(told)
    return found


class Sums(NamedTuple):
    """An outcome by cell: the sum and the sum of squares of the group, and of the others."""

    group: Numbers
    group_squares: Numbers
    other: Numbers
    other_squares: Numbers


@dataclass(frozen=True)
class Matching:
    """Everybody of the group beside the others within the caliper, each of these as often as it takes (radius matching:
    Dehejia and Wahba 2002, Review of Economics and Statistics 84, 151-161).

    Where a cell has as many others as people of the group, they are alike in everything and nobody else is asked.
    `score`: the logit by cell; `group`, `others`: people by cell. `traits`, a row a cell: people within the caliper are
    nearly alike in them, and what is left apart is reckoned out of means and differences (Abadie and Imbens 2011,
    Journal of Business and Economic Statistics 29, 1-11).
    """

    score: Numbers
    group: Numbers
    others: Numbers
    traits: Numbers | None = None

    @cached_property
    def width(self) -> float:
        """Of the caliper, as a difference of logits."""
        return CALIPER * pooled_spread(self.score, self.group, self.others)

    @cached_property
    def _near(self) -> "_Near":
        return _Near.of(self.score, self.width)

    @cached_property
    def _is_exact(self) -> npt.NDArray[np.bool_]:
        return self.others >= np.maximum(self.group, LEAST_ALIKE)

    @cached_property
    def _beside(self) -> Numbers:
        """How many others the people of each cell are compared with."""
        found: Numbers = np.where(self._is_exact, self.others, self._near.sum(self.others))
        return found

    @cached_property
    def has_others(self) -> npt.NDArray[np.bool_]:
        """Whether the group's people of a cell are compared."""
        return self._beside >= LEAST_ALIKE

    @property
    def compared(self) -> int:
        """How many of the group are compared."""
        return int(self.group[self.has_others].sum())

    @property
    def left_out(self) -> int:
        """How many of the group have nobody within the caliper."""
        return int(self.group.sum()) - self.compared

    @cached_property
    def group_weights(self) -> Numbers:
        """What each cell counts for among the group; 1 in all."""
        return np.where(self.has_others, self.group, 0.0) / max(self.compared, 1)

    @cached_property
    def other_weights(self) -> Numbers:
        """What each cell counts for among the others; 1 in all."""
        each = np.where(self.has_others, self.group_weights / np.maximum(self._beside, 1.0), 0.0)
        weights: Numbers = self.others * (
            np.where(self._is_exact, each, 0.0) + self._near.sum(np.where(self._is_exact, 0.0, each))
        )
        return weights

    @property
    def effective_others(self) -> float:
        """How many others, each counted once, would say as much."""
        return effective(self.other_weights, self.others)

    def means(self, outcome: Sums) -> tuple[float, float]:
        """Of the group's people who are compared, and of the others beside them, had they just the same traits."""
        return (
            _mean(self.group_weights, outcome.group, self.group),
            _mean(self.other_weights, outcome.other, self.others) + self._left_apart(outcome),
        )

    def _left_apart(self, outcome: Sums) -> float:
        """What the traits in which both sides still differ make of the outcome, as they do among the others."""
        used = self.other_weights > 0
        if self.traits is None or not used.any():
            return 0.0
        mean = self.other_weights @ self.traits
        spread = np.sqrt(self.other_weights @ (self.traits - mean) ** 2)
        differs = spread > _LEAST_SPREAD
        told = (self.traits - mean)[:, differs] / spread[differs]
        known, weights = told[used], self.other_weights[used, None]
        rates = outcome.other[used] / self.others[used]
        shrunk = weights.T * known.T @ known + np.eye(known.shape[1]) * _SHRINKS / self.effective_others
        slopes = np.linalg.solve(shrunk, weights.T * known.T @ rates)
        return float(self.group_weights @ told @ slopes)

    def difference(self, outcome: Sums) -> Difference:
        """The effect on those of the group who are compared. The spread of each person is that around the people of
        the same side with scores alike: Abadie and Imbens (2006), Econometrica 74, 235-267, with reused others."""
        if self.compared < LEAST_ALIKE:
            return UNKNOWN
        mean, other = self.means(outcome)
        spread = self._spread(self.group_weights, outcome.group, outcome.group_squares, self.group)
        other_spread = self._spread(self.other_weights, outcome.other, outcome.other_squares, self.others)
        return normal(mean - other, float(np.sqrt(spread + other_spread)))

    def _spread(self, weights: Numbers, total: Numbers, squares: Numbers, people: Numbers) -> float:
        """The variance of a weighted mean: the spread of a cell is that around its own mean where it has many people,
        else around the mean of all near it."""
        near, is_many = self._near.sum(people), people >= _MANY
        known = np.where(is_many, people, near)
        around = np.where(is_many, total, self._near.sum(total)) / np.maximum(known, 1.0)
        residual = np.maximum(squares - 2 * around * total + people * around**2, 0.0)
        free = known / np.maximum(known - 1, 1.0)
        each = np.where(people > 0, weights / np.maximum(people, 1.0), 0.0)
        return float((each**2 * residual * free).sum())


@dataclass(frozen=True, slots=True)
class _Near:
    """Which cells lie within the caliper of each: a run of those in the order of their scores."""

    order: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    after: npt.NDArray[np.int64]

    @classmethod
    def of(cls, score: Numbers, width: float) -> "_Near":
        order = np.argsort(score, kind="stable")
        placed = score[order]
        slack = 1e-9
        return cls(
            order,
            np.searchsorted(placed, score - width - slack, "left"),
            np.searchsorted(placed, score + width + slack, "right"),
        )

    def sum(self, numbers: Numbers) -> Numbers:
        """Of each cell and all near it."""
        so_far = np.concatenate([[0.0], np.cumsum(numbers[self.order])])
        found: Numbers = so_far[self.after] - so_far[self.first]
        return found


def effective(weights: Numbers, people: Numbers) -> float:
    """How many people, each counted once, would say as much as these with weights by cell.

    Kish (1965), Survey Sampling.
    """
    used = people > 0
    spread = float((weights[used] ** 2 / people[used]).sum())
    return float(weights.sum()) ** 2 / spread if spread else 0.0


def pooled_spread(values: Numbers, group: Numbers, others: Numbers) -> float:
    """The standard deviation of both sides, each counting for half, as they were before: Austin (2009), Statistics in
    Medicine 28, 3083-3107."""
    return float(np.sqrt((_variance(values, group) + _variance(values, others)) / 2))


def _mean(weights: Numbers, total: Numbers, people: Numbers) -> float:
    used = people > 0
    return float((weights[used] * total[used] / people[used]).sum())


def _variance(values: Numbers, people: Numbers) -> float:
    if not people.sum():
        return 0.0
    mean = np.average(values, weights=people)
    return float(np.average((values - mean) ** 2, weights=people))
