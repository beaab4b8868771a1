"""How far shares, scores and means of two waves are apart, checked against scipy and statsmodels."""

import math

import numpy as np
import pytest
from scipy.stats import chi2_contingency, ttest_ind
from statsmodels.stats.proportion import confint_proportions_2indep

from insight.statistics.waves import (
    Part,
    margin,
    mean_moved,
    mean_part,
    pooled_score,
    score_moved,
    score_part,
    share_moved,
)


def test_shares_are_newcombe_s_interval_and_chi_square() -> None:
    found = share_moved(56 / 200, 200, 90 / 250, 250)
    low, high = confint_proportions_2indep(90, 250, 56, 200, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    expected = chi2_contingency([[90, 160], [56, 144]], correction=False)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-12)


def test_means_are_welch_s_test() -> None:
    before, after = [1, 2, 2, 3, 5, 4, 4], [3, 5, 5, 4, 4, 5, 2, 4, 5]
    parts = [mean_part(values, np.ones(len(values)), np.ones(len(values))) for values in (before, after)]
    found = mean_moved(*parts)
    expected = ttest_ind(after, before, equal_var=False)
    interval = expected.confidence_interval()
    assert found.p == pytest.approx(expected.pvalue, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-9)


def test_scores_by_hand() -> None:
    """50 % for and 20 % against of 100: variance 0.7 - 0.09 = 0.61; 40 % and 40 % of 400: 0.8."""
    before, after = score_part(0.5, 0.2, 100), score_part(0.4, 0.4, 400)
    assert before == pytest.approx((0.3, 0.61, 100))
    assert margin(before) == pytest.approx(1.959964 * 0.0781025, abs=1e-6)
    found = score_moved(before, after)
    assert found.value == pytest.approx(-0.3)
    assert found.error == pytest.approx(math.sqrt(0.0061 + 0.002))
    assert (found.low, found.high) == pytest.approx((-0.476397, -0.123603), abs=1e-6)


def test_several_scores_count_by_their_answers() -> None:
    pooled = pooled_score([score_part(0.5, 0.2, 100), score_part(0.4, 0.4, 400)])
    assert pooled == pytest.approx((0.06, 0.762, 500))
    assert math.isnan(pooled_score([]).value)


def test_weights_make_a_mean_of_fewer() -> None:
    part = mean_part([1, 5], [3, 1], [9, 1])
    assert part == pytest.approx((2.0, 3.0 * 1.6 / 0.6, 1.6))


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_has_not_moved(n: int) -> None:
    assert math.isnan(mean_moved(Part(1.0, 1.0, n), Part(2.0, 1.0, 9)).p)
    assert math.isnan(score_moved(Part(1.0, 1.0, 0), Part(0.5, 1.0, 9)).low)
    assert math.isnan(share_moved(math.nan, 0, 0.5, 9).value)


def test_everybody_alike_has_surely_not_moved() -> None:
    assert share_moved(1.0, 50, 1.0, 50).p == 1.0
    assert mean_moved(Part(3.0, 0.0, 9), Part(3.0, 0.0, 9)).direction == 0
    assert mean_moved(Part(3.0, 0.0, 9), Part(4.0, 0.0, 9)).direction == 1
