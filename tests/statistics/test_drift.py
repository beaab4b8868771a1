"""How far what comes may lie from what was said: spans with a level of their own, and numbers worked out by hand."""

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import t

from insight.statistics.chances import Platt, log_odds
from insight.statistics.drift import Drift, drift


def level(shift: float) -> Platt:
    return Platt(1.0, shift)


def test_the_interval_is_that_of_a_new_span_worked_out_by_hand() -> None:
    """Levels -.2, 0 and .2: their standard deviation is .2, Student's t with 2 degrees of freedom 4.3027."""
    apart = Drift((level(-0.2), level(0.0), level(0.2)))
    half = 4.302653 * 0.2 * (4 / 3) ** 0.5
    low, high = apart.bounds([0.3])
    assert (low[0], high[0]) == pytest.approx((expit(log_odds(0.3) - half), expit(log_odds(0.3) + half)), abs=1e-6)
    assert low[0] < 0.3 < high[0]


def test_of_few_people_more_may_come_otherwise_than_of_many() -> None:
    apart = Drift((level(0.1),) * 3)
    low, high = apart.bounds([0.5, 0.5], [100, 400])
    assert (low[0], high[0]) == pytest.approx((expit(-1.959964 * 0.2), expit(1.959964 * 0.2)))
    assert (low[1], high[1]) == pytest.approx((expit(-1.959964 * 0.1), expit(1.959964 * 0.1)))
    assert apart.bounds([0.5]) == (pytest.approx([0.5]), pytest.approx([0.5]))


def test_spans_that_differ_at_the_top_only_leave_the_middle_sure() -> None:
    apart = Drift((Platt(0.8, 0.0), Platt(1.0, 0.0), Platt(1.2, 0.0)))
    middle, top = apart.spread([0.5, 0.9])
    assert middle == pytest.approx(0.0)
    assert top == pytest.approx(t.ppf(0.975, 2) * 0.2 * log_odds(0.9) * (4 / 3) ** 0.5)


def test_two_spans_say_nothing_and_three_do() -> None:
    two = Drift((level(0.0), level(0.4)))
    assert not two.is_known
    assert np.isnan(two.bounds([0.3], [50])).all()
    assert Drift((level(0.0), level(0.4), level(0.1))).is_known
    assert not Drift().is_known


def test_curves_are_those_of_the_spans_also_where_all_had_the_same_chance() -> None:
    chances = np.linspace(0.05, 0.95, 400)
    came = np.random.default_rng(3).random(400) < expit(log_odds(chances) + 0.5)
    found = drift([(chances, came), ([0.2] * 98, [1] * 49 + [0] * 49), ([0.2] * 8, [0] * 8)]).curves
    assert (found[0].slope, found[0].shift) == (pytest.approx(1.0, abs=0.15), pytest.approx(0.5, abs=0.3))
    assert found[1] == pytest.approx((1.0, -float(log_odds(0.2))))
    assert found[2].shift == pytest.approx(float(log_odds(0.1) - log_odds(0.2)))


def test_a_new_span_with_a_level_of_its_own_comes_as_expected_19_times_in_20() -> None:
    """Five spans of 400 people, each with a level of its own; four are learnt from."""
    random = np.random.default_rng(20261130)
    held = missed_without = 0
    for _shop in range(400):
        chances, levels = random.beta(1, 2, 400), random.normal(0, 0.3, 5)
        came = [random.random(400) < expit(log_odds(chances) + one) for one in levels]
        apart = drift((chances, one) for one in came[:4])
        said = (chances > 0.3) & (chances < 0.4)
        rate, mean = came[4][said].mean(), chances[said].mean()
        low, high = apart.bounds([mean], [said.sum()])
        held += bool(low[0] <= rate <= high[0])
        missed_without += abs(rate - mean) > 1.96 * (mean * (1 - mean) / said.sum()) ** 0.5
    assert 0.93 <= held / 400 <= 0.99
    assert missed_without / 400 > 0.1
