"""The test of silence: what it leaves alone, what it finds, and that it is seldom wrong."""

import math
from random import Random

import pytest

from insight.analysis.rfm_movement.silence import LEVEL, Quiet, judge
from insight.statistics.corrections import holm


def share(pace: float) -> float:
    """The share that orders nothing at a pace of orders a span."""
    return math.exp(-pace)


def test_a_season_that_all_share_is_expected() -> None:
    """Everybody orders half as often as before: 25 % silence becomes 50 %, 81 % become 90 %."""
    verdict = judge(Quiet(500, 1000), Quiet(250, 1000), Quiet(9000, 10000), Quiet(8100, 10000))
    assert verdict.expected_rate == pytest.approx(0.5)
    assert verdict.pace == pytest.approx(1)
    assert verdict.p_value == pytest.approx(1)
    assert verdict.low < 1 < verdict.high


def test_a_group_that_orders_half_as_often_as_expected_is_told_so() -> None:
    now, before = round(1000 * share(0.5)), round(1000 * share(1.0))
    verdict = judge(Quiet(now, 1000), Quiet(before, 1000), Quiet(8000, 10000), Quiet(8000, 10000))
    assert verdict.expected_rate == pytest.approx(before / 1000)
    assert verdict.pace == pytest.approx(0.5, abs=0.005)
    assert verdict.low < 0.5 < verdict.high < 0.65
    assert verdict.p_value < 1e-12


def test_variance_is_that_of_four_independent_shares() -> None:
    """The delta method by hand: (1 - p) / (n p log² p) for each of the four."""
    counts = ((60, 100), (40, 100), (700, 1000), (650, 1000))
    error = math.sqrt(sum((1 - s / n) / (s * math.log(s / n) ** 2) for s, n in counts))
    paces = [-math.log(s / n) for s, n in counts]
    change = math.log(paces[0]) - math.log(paces[1]) - math.log(paces[2]) + math.log(paces[3])
    verdict = judge(*(Quiet(*each) for each in counts))
    assert math.log(verdict.pace) == pytest.approx(change)
    assert math.log(verdict.high / verdict.low) / 2 / 1.959964 == pytest.approx(error, rel=1e-6)
    assert verdict.p_value == pytest.approx(math.erfc(abs(change) / error / math.sqrt(2)))


def test_where_all_or_none_are_silent_half_a_person_stands_in() -> None:
    all_silent = judge(Quiet(20, 20), Quiet(10, 20), Quiet(50, 100), Quiet(50, 100))
    assert 0 < all_silent.pace < 0.1
    assert all_silent.high > all_silent.pace > all_silent.low > 0
    none_silent = judge(Quiet(0, 20), Quiet(10, 20), Quiet(50, 100), Quiet(50, 100))
    assert math.isfinite(none_silent.pace)
    assert none_silent.pace > 1


@pytest.mark.parametrize("empty", range(4))
def test_with_nobody_to_compare_nothing_is_said(empty: int) -> None:
    sides = [Quiet(5, 10)] * 4
    sides[empty] = Quiet(0, 0)
    assert all(math.isnan(number) for number in judge(*sides))


def test_holm_by_the_book() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_groups_that_only_follow_the_season_are_seldom_called_silent() -> None:
    """Ten groups, paces of every kind, a season of ±40 %: in 300 shops about one in twenty is wrong, not more."""
    random = Random(7)
    wrong = 0
    for _shop in range(300):
        season = random.uniform(0.6, 1.4)
        sides = [_drawn(random, pace, season) for pace in (1.2, 0.8, 0.5, 0.4, 0.3, 0.2, 0.1, 0.1, 0.05, 0.03)]
        p_values = []
        for place, (now, before) in enumerate(sides):
            others = [side for other, side in enumerate(sides) if other != place]
            verdict = judge(now, before, _sum(side[0] for side in others), _sum(side[1] for side in others))
            p_values.append(verdict.p_value)
        wrong += any(p_value < LEVEL for p_value in holm(p_values))
    assert wrong <= 27


def _drawn(random: Random, pace: float, season: float) -> tuple[Quiet, Quiet]:
    n = random.randint(80, 400)
    now, before = (sum(random.random() < share(each) for _one in range(n)) for each in (pace * season, pace))
    return Quiet(now, n), Quiet(before, n)


def _sum(sides: "object") -> Quiet:
    quiet = list(sides)  # type: ignore[call-overload]
    return Quiet(sum(side.silent for side in quiet), sum(side.n for side in quiet))
