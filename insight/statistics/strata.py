"""Two groups compared among people alike: within strata, weighted as the first group is spread over them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from insight.statistics.two_groups import UNKNOWN, Difference, Moments, normal

LEAST_ALIKE = 2
"""A stratum is compared when at least so many people of each group are in it."""


class Stratum(NamedTuple):
    """People alike: the amounts of those of the group, and of the others."""

    group: Moments
    other: Moments

    @property
    def is_shared(self) -> bool:
        """Whether both are there in numbers that can be compared."""
        return self.group.n >= LEAST_ALIKE and self.other.n >= LEAST_ALIKE


@dataclass(frozen=True, slots=True)
class Matched:
    """The `difference` a person, over `compared` people of the group; `group_mean` and `other_mean` are those it is
    made of: the others as if they were spread over the strata as the group is. `left_out` found nobody alike."""

    difference: Difference
    compared: int
    left_out: int
    group_mean: float
    other_mean: float


def matched(strata: Sequence[Stratum]) -> Matched:
    """The effect on the treated by exact strata: Imbens and Rubin (2015), Causal Inference, chapter 17.

    Each arm of a stratum has its own spread. One in which nobody differs takes the spread of all strata together: that
    two people alike did the same was luck.
    """
    shared = [stratum for stratum in strata if stratum.is_shared]
    compared = sum(stratum.group.n for stratum in shared)
    left_out = sum(stratum.group.n for stratum in strata) - compared
    if compared < LEAST_ALIKE:
        return Matched(UNKNOWN, compared, left_out, float("nan"), float("nan"))
    weights = [stratum.group.n / compared for stratum in shared]
    group, spread = _weighted(weights, [stratum.group for stratum in shared])
    other, other_spread = _weighted(weights, [stratum.other for stratum in shared])
    return Matched(normal(group - other, math.sqrt(spread + other_spread)), compared, left_out, group, other)


def _weighted(weights: Sequence[float], arms: Sequence[Moments]) -> tuple[float, float]:
    """A weighted mean and its variance."""
    pooled = sum(arm.variance * (arm.n - 1) for arm in arms) / sum(arm.n - 1 for arm in arms)
    mean = sum(weight * arm.mean for weight, arm in zip(weights, arms, strict=True))
    spread = sum(weight**2 * (arm.variance or pooled) / arm.n for weight, arm in zip(weights, arms, strict=True))
    return mean, spread


def standardised(group: Moments, other: Moments) -> float:
    """How far two groups are apart in a trait, in standard deviations; below 0.1 they are alike.

    Austin (2009), Statistics in Medicine 28, 3083-3107. nan where nobody differs in it.
    """
    spread = math.sqrt((group.variance + other.variance) / 2) if group.n > 1 and other.n > 1 else float("nan")
    if spread == 0:
        return 0.0 if group.mean == other.mean else float("inf")
    return (group.mean - other.mean) / spread
