"""The target group index against tables worked out by hand, against scipy, and against simulation."""

import math

import numpy as np
import pytest
from scipy.stats import fisher_exact

from insight.statistics.corrections import holm
from insight.statistics.target_group import indices


def test_twice_as_common_as_in_the_base_is_200() -> None:
    """40 of 100 in the group, 200 of 1,000 in the base: 40 % against 20 %, and 160 of 900 in the rest."""
    row = indices([40], [100], [200], [1000]).iloc[0]
    assert (row["share"], row["base_share"], row["index"]) == pytest.approx((0.4, 0.2, 200))
    assert row["effect"] == pytest.approx(2 * (math.asin(math.sqrt(0.4)) - math.asin(math.sqrt(160 / 900))))
    assert row["low"] < 200 < row["high"]


def test_as_common_as_in_the_base_is_100_and_no_difference() -> None:
    row = indices([20], [100], [200], [1000]).iloc[0]
    assert (row["index"], row["effect"], row["p"]) == pytest.approx((100, 0, 1))


def test_few_people_are_compared_exactly() -> None:
    row = indices([3], [5], [4], [20]).iloc[0]
    assert row["p"] == pytest.approx(fisher_exact([[3, 2], [1, 14]]).pvalue)


def test_p_values_are_corrected_for_all_traits_that_were_tried() -> None:
    table = indices([40, 22, 20], [100] * 3, [200] * 3, [1000] * 3)
    assert list(table["p_corrected"]) == holm(list(table["p"]))
    assert table["p_corrected"].iloc[0] == pytest.approx(3 * table["p"].iloc[0])


def test_nobody_in_the_group_has_it() -> None:
    row = indices([0], [50], [100], [1000]).iloc[0]
    assert (row["index"], row["low"]) == (0, 0)
    assert row["high"] == pytest.approx(100 * 0.0713 / 0.1, rel=0.01)


def test_without_a_known_value_or_without_anybody_else_nothing_is_said() -> None:
    table = indices([0, 30, 0], [0, 100, 10], [20, 30, 0], [100, 100, 100])
    assert math.isnan(table["index"].iloc[0])
    assert table["index"].iloc[1] == 100
    assert math.isnan(table["p"].iloc[1])
    assert math.isnan(table["index"].iloc[2])


def test_the_interval_holds_the_true_index_about_95_times_in_a_hundred() -> None:
    chance = np.random.default_rng(7)
    draws, n, others, share, rest = 4000, 200, 1800, 0.3, 0.15
    own, more = chance.binomial(n, share, draws), chance.binomial(others, rest, draws)
    truth = 100 * share / ((n * share + others * rest) / (n + others))
    table = indices(own, [n] * draws, own + more, [n + others] * draws)
    held = ((table["low"] <= truth) & (truth <= table["high"])).mean()
    assert 0.935 < held < 0.965
