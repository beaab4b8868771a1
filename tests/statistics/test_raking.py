"""Raking: an example by hand, and what cannot be reached."""

import math

import numpy as np
import pytest

from insight.statistics.raking import rake
from insight.statistics.weighted import effective_n

ROWS, COLUMNS = [0, 0, 1, 1], [0, 1, 0, 1]


def test_two_margins_by_hand() -> None:
    """20, 30 / 40, 10 raked to halves both ways. Raking keeps the odds ratio 20·10 / (30·40) = 1/6: the table becomes
    a, b / b, a with a + b = 50 and (a/b)² = 1/6: a = 50 / (1 + √6) = 14.494897, b = 35.505103."""
    found = rake([20, 30, 40, 10], [ROWS, COLUMNS], [[0.5, 0.5], [0.5, 0.5]], largest=9)
    a = 50 / (1 + math.sqrt(6))
    expected = [a / 20, (50 - a) / 30, (50 - a) / 40, a / 10]
    assert found.factors == pytest.approx(expected, abs=1e-6)
    assert expected == pytest.approx([0.724745, 1.183503, 0.887628, 1.449490], abs=1e-6)
    assert (found.is_cut, found.gap) == (False, pytest.approx(0, abs=1e-9))


def test_one_margin_is_share_by_share() -> None:
    found = rake([60, 40], [[0, 1]], [[0.3, 0.7]])
    assert found.factors == pytest.approx([0.5, 1.75], abs=1e-12)
    weights = np.array([60, 40]) * found.factors
    assert weights.sum() == pytest.approx(100)
    squares = 60 * 0.5**2 + 40 * 1.75**2
    assert effective_n(100, squares) == pytest.approx(100**2 / 137.5)


def test_a_group_nobody_answered_from_is_left_out() -> None:
    found = rake([60, 40], [[0, 1]], [[0.3, 0.3, 0.4]])
    assert found.factors == pytest.approx([50 / 60, 50 / 40])


def test_nobody_counts_for_more_than_five() -> None:
    found = rake([98, 2], [[0, 1]], [[0.5, 0.5]])
    assert found.is_cut
    assert found.factors.max() == 5.0
    assert found.factors[0] == pytest.approx(90 / 98)
    assert found.gap == pytest.approx(0.4)
    assert not rake([90, 10], [[0, 1]], [[0.5, 0.5]]).is_cut


def test_who_comes_to_count_for_more_than_five_by_the_cut_of_others_is_cut_too() -> None:
    found = rake([90, 8, 2], [[0, 1, 2]], [[0.1, 0.38, 0.52]])
    assert found.factors == pytest.approx([50 / 90, 5, 5])


def test_what_already_fits_stays() -> None:
    assert rake([3, 1], [[0, 1]], [[0.75, 0.25]]).factors == pytest.approx([1, 1])
    assert rake([], [[]], [[]]).factors.tolist() == []


@pytest.mark.parametrize("seed", range(20))
def test_every_margin_is_reached(seed: int) -> None:
    dice = np.random.default_rng(seed)
    counts = dice.integers(5, 60, 24)
    margins = [np.arange(24) % 2, np.arange(24) // 2 % 3, np.arange(24) // 6]
    targets = [dice.dirichlet(np.full(size, 20.0)) for size in (2, 3, 4)]
    found = rake(counts, margins, targets, largest=99)
    for margin, target in zip(margins, targets, strict=True):
        sums = np.bincount(margin, counts * found.factors)
        assert sums / counts.sum() == pytest.approx(target, abs=1e-6)
