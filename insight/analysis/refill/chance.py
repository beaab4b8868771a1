"""Whether the days between purchases have a rhythm, or are what chance makes of them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from insight.statistics.intervals import Interval, wilson

NEAR = 0.25
"""A gap is near the rhythm when it differs by no more than this share of it."""

TIMES_CHANCE = 2.0
"""A rhythm is told from chance when at least so many times as many gaps lie near it as chance would put there."""


class Near(NamedTuple):
    """Whole days from `least` to `most` that lie near a rhythm."""

    least: int
    most: int


class Way(NamedTuple):
    """How one was bought: on how many days by its buyer in all, how many pieces at once; `gaps` such purchases."""

    days_bought: int
    pieces: float
    gaps: int


def near(rhythm_days: int) -> Near:
    """The whole days near a rhythm; the rhythm itself always."""
    least = int(np.ceil(rhythm_days * (1 - NEAR) - 1e-9))
    return Near(min(least, rhythm_days), max(int(np.floor(rhythm_days * (1 + NEAR) + 1e-9)), rhythm_days))


def share_by_chance(rhythm_days: int, sold: Mapping[int, int], ways: Sequence[Way]) -> float:
    """The share of gaps a piece that would lie near the rhythm if days had nothing to do with it: the larger of two.

    Memoryless: gaps are exponential with the rhythm as their median. Shuffled: every buyer keeps how often and how many
    pieces, and gets days drawn from `sold`, the days on which the good was bought at all (day number -> purchases):
    of k draws with distribution function H, the expected share of neighbours at most g apart follows from
    k / (k - 1) · sum over x of h(x) · (1 - (1 - H(x + g) + H(x))^(k - 1)); so a season makes no rhythm. A gap is a day
    at least.
    """
    bounds = near(rhythm_days)
    ends = bounds.least - 0.5, bounds.most + 0.5
    memoryless = 2.0 ** (-ends[0] / rhythm_days) - 2.0 ** (-ends[1] / rhythm_days)
    return float(max(memoryless, _shuffled(ends, sold, ways)))


def certain_share(gaps_near: int, gaps: int, people: int, tried: int) -> Interval:
    """The 95 % interval of the share of gaps near the rhythm, for `tried` goods at once (Bonferroni).

    Gaps of one person are alike: the interval is as wide as if each of the `people` had one gap.
    """
    alike = int(people * gaps_near / gaps) if gaps else 0
    return wilson(alike, people, 1 - 0.05 / max(tried, 1))


def _shuffled(ends: tuple[float, float], sold: Mapping[int, int], ways: Sequence[Way]) -> float:
    """What chance puts between the two ends, averaged over the ways of buying."""
    first, last = min(sold, default=0), max(sold, default=0)
    h = np.zeros(last - first + 1)
    for day, count in sold.items():
        h[day - first] = count
    if not h.sum():
        return 0.0
    h = h / h.sum()
    total = sum(way.gaps for way in ways)
    return sum(way.gaps * _between(ends, h, way) for way in ways) / total if total else 0.0


def _between(ends: tuple[float, float], h: np.ndarray, way: Way) -> float:
    low, high = (int(np.ceil(end * way.pieces)) - 1 for end in ends)
    whole = _within(len(h), h, way.days_bought) - _within(0, h, way.days_bought)
    part = _within(high, h, way.days_bought) - _within(max(low, 0), h, way.days_bought)
    return part / whole if whole > 0 else 0.0


def _within(gap: int, h: np.ndarray, draws: int) -> float:
    """The expected number of neighbours at most `gap` days apart, of so many draws; up to a constant factor."""
    until = np.minimum(np.arange(len(h)) + gap, len(h) - 1)
    total = np.cumsum(h)
    return float(np.sum(h * (1 - (1 - (total[until] - total)) ** (draws - 1))))
