"""Shifts of distributions and averages: by hand, against statsmodels' formulas, and silent where nothing moved."""

import math

import numpy as np
import pytest
from scipy.stats import ttest_ind

from insight.statistics.shift import population_stability, standardised_difference


def test_psi_of_a_table_worked_out_by_hand() -> None:
    """(0.25 - 0.5) ln 0.5 twice over: 50/50 becomes 25/75."""
    shift = population_stability([50, 50], [25, 75])
    assert shift.psi == pytest.approx(-0.25 * math.log(0.5) + 0.25 * math.log(1.5))


def test_nothing_moved_is_zero_and_both_ways_are_alike() -> None:
    assert population_stability([10, 20, 70], [100, 200, 700]).psi == 0
    there, back = population_stability([10, 20, 70], [30, 30, 40]), population_stability([30, 30, 40], [10, 20, 70])
    assert there.psi == pytest.approx(back.psi)


def test_an_empty_band_counts_half_a_person_on_both_sides() -> None:
    expected = population_stability([10.5, 0.5], [5.5, 5.5]).psi
    assert population_stability([10, 0], [5, 5]).psi == pytest.approx(expected)


def test_a_band_that_nobody_was_ever_in_says_nothing() -> None:
    assert population_stability([50, 0, 50], [25, 0, 75]) == population_stability([50, 50], [25, 75])


def test_one_band_or_an_empty_side_is_undefined() -> None:
    assert all(math.isnan(part) for part in population_stability([10], [20]))
    assert all(math.isnan(part) for part in population_stability([10, 20], [0, 0]))


def test_a_shuffled_copy_passes_the_level_about_once_in_a_hundred_times() -> None:
    chance = np.random.default_rng(3)
    passed = 0
    for _ in range(3000):
        before, after = chance.multinomial(400, [0.1, 0.2, 0.3, 0.4]), chance.multinomial(300, [0.1, 0.2, 0.3, 0.4])
        shift = population_stability(before, after)
        passed += shift.psi > shift.level
    assert 0.004 < passed / 3000 < 0.018


def test_a_difference_in_standard_deviations() -> None:
    first, second = np.array([1.0, 2, 3, 4, 10]), np.array([0.0, 1, 2, 3])
    found = standardised_difference(
        float(first.mean()), float(first.std(ddof=1)), 5, float(second.mean()), float(second.std(ddof=1)), 4
    )
    assert found.value == pytest.approx(ttest_ind(first, second).statistic / math.sqrt(5 * 4 / 9))
    assert found.low < found.value < found.high


def test_people_who_are_all_alike_have_no_standard_deviation_to_differ_by() -> None:
    assert math.isnan(standardised_difference(5, 0, 10, 5, 0, 10).value)
    assert math.isnan(standardised_difference(5, 1, 1, 5, 1, 10).value)
