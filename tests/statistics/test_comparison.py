"""The statistics of retention against scipy, against counting by hand, and against chance."""

import numpy as np
import pytest
from scipy.stats import chi2, chi2_contingency, false_discovery_control, fisher_exact

from insight.statistics.comparison import stratified, two_rates
from insight.statistics.corrections import holm
from insight.statistics.intervals import ratio_bounds, shares, wilson, wilson_bounds


def test_score_intervals_of_a_column_are_those_of_each_rate() -> None:
    pairs = [(0, 1), (1, 1), (0, 30), (3, 10), (30, 100), (500, 1000), (7, 7)]
    low, high = wilson_bounds([k for k, _n in pairs], [n for _k, n in pairs])
    for (k, n), found_low, found_high in zip(pairs, low, high, strict=True):
        expected = wilson(k, n)
        assert (found_low, found_high) == (pytest.approx(expected.low, abs=1e-12), pytest.approx(expected.high))


def test_3_of_10_and_30_of_100_are_the_same_rate_with_very_different_intervals() -> None:
    low, high = wilson_bounds([3, 30], [10, 100])
    assert high[0] - low[0] > 2.5 * (high[1] - low[1])


def test_nobody_counted_is_undefined_and_not_zero() -> None:
    low, high = wilson_bounds([0], [0])
    assert np.isnan([*low, *high, *shares([0], [0])]).all()


def test_the_interval_of_a_ratio_covers_it_about_19_times_of_20() -> None:
    random, covered = np.random.default_rng(5), 0
    for _ in range(400):
        entry = random.gamma(2, 50, 300)
        kept = np.where(random.random(300) < 0.3, entry * random.gamma(2, 0.5, 300), 0)
        sums = (300, kept.sum(), entry.sum(), (kept**2).sum(), (entry**2).sum(), (kept * entry).sum())
        low, high = ratio_bounds(*([value] for value in sums))
        covered += bool(low[0] <= 0.3 <= high[0])
    assert 0.92 <= covered / 400 <= 0.975


def test_two_rates_are_compared_by_chi_square_and_few_people_exactly() -> None:
    expected = chi2_contingency([[20, 226], [972, 1732]], correction=False).pvalue
    assert two_rates(20, 246, 972, 2704) == pytest.approx(expected)
    assert two_rates(1, 5, 40, 90) == pytest.approx(fisher_exact([[1, 4], [40, 50]]).pvalue)
    assert two_rates(0, 5, 0, 90) == 1.0
    assert np.isnan(two_rates(0, 0, 1, 90))


def test_within_cohorts_a_difference_between_cohorts_is_none_between_groups() -> None:
    # Of the good cohort half come back, of the bad one a tenth; the group is most of the bad one.
    successes, n, everybody, people = [50, 90], [100, 900], [500, 100], [1000, 1000]
    expected, p = stratified(successes, n, everybody, people)
    assert (expected, p) == (140.0, pytest.approx(1.0))
    assert two_rates(140, 1000, 460, 1000) < 1e-9


def test_one_cohort_is_nearly_pearsons_test() -> None:
    _expected, p = stratified([30], [100], [90], [400])
    statistic = chi2_contingency([[30, 70], [60, 240]], correction=False).statistic * 399 / 400
    assert p == pytest.approx(chi2.sf(statistic, 1))


def test_too_few_people_are_not_compared() -> None:
    assert np.isnan(stratified([1], [2], [3], [90])[1])


def test_holm_multiplies_by_how_many_are_left_and_never_falls() -> None:
    assert holm([0.01, 0.04, 0.03, float("nan"), 0.005]) == [
        pytest.approx(0.03),
        pytest.approx(0.06),
        pytest.approx(0.06),
        pytest.approx(float("nan"), nan_ok=True),
        pytest.approx(0.02),
    ]
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    p_values = np.random.default_rng(1).random(50)
    assert all(np.array(holm(list(p_values))) >= false_discovery_control(p_values) - 1e-12)


def test_chance_alone_is_found_in_less_than_one_of_twenty_families() -> None:
    random, found = np.random.default_rng(7), 0
    for _ in range(300):
        returned = random.binomial(200, 0.3, 12)
        others = returned.sum() - returned
        p_values = holm([two_rates(int(k), 200, int(rest), 2200) for k, rest in zip(returned, others, strict=True)])
        found += min(p_values) < 0.05
    assert found / 300 < 0.08
