"""Matching by a score: the same weights as plain Python over single people, and the truth of drawn worlds."""

import numpy as np
import pytest
import statsmodels.api as sm

from insight.statistics.propensity import CALIPER, LEAST_ALIKE, Matching, Sums, effective, logits, pooled_spread


def numbers(*values: float) -> np.ndarray:
    return np.array(values, dtype="float64")


def none(size: int) -> np.ndarray:
    return np.zeros(size)


def test_the_score_is_that_of_a_logistic_regression() -> None:
    draw = np.random.default_rng(1)
    traits = np.column_stack([draw.normal(50, 20, 40), draw.integers(0, 2, 40)])
    whole = draw.integers(200, 900, 40)
    chance = 1 / (1 + np.exp(-(-1 + 0.03 * (traits[:, 0] - 50) + 0.5 * traits[:, 1])))
    group = draw.binomial(whole, chance).astype("float64")
    others = whole - group
    fitted = sm.GLM(np.column_stack([group, others]), sm.add_constant(traits), family=sm.families.Binomial()).fit()
    expected = np.log(fitted.fittedvalues / (1 - fitted.fittedvalues))
    assert logits(traits, group, others) == pytest.approx(expected, abs=0.01)


def test_a_trait_that_tells_the_groups_apart_without_fail_keeps_the_score_finite() -> None:
    score = logits(numbers(0, 1)[:, None], numbers(0, 50), numbers(50, 0))
    assert np.isfinite(score).all()
    found = Matching(score, numbers(0, 50), numbers(50, 0))
    assert (found.compared, found.left_out) == (0, 50)
    assert np.isnan(found.difference(Sums(none(2), none(2), none(2), none(2))).value)


def test_a_trait_that_nobody_differs_in_says_nothing() -> None:
    assert logits(np.ones((3, 2)), numbers(1, 2, 3), numbers(3, 2, 1)).tolist() == [0, 0, 0]


def by_hand(score: np.ndarray, group: np.ndarray, others: np.ndarray) -> dict[int, float]:
    """How much each of the others counts, person by person; cell -> weight of all its people."""
    width = CALIPER * pooled_spread(score, group, others)
    weights = dict.fromkeys(range(len(score)), 0.0)
    compared = 0
    for cell, people in enumerate(group):
        beside = [cell] * int(others[cell])
        if len(beside) < max(people, LEAST_ALIKE):
            near = [place for place in range(len(score)) if abs(score[place] - score[cell]) <= width + 1e-9]
            beside = [place for place in near for _person in range(int(others[place]))]
        if len(beside) < LEAST_ALIKE:
            continue
        compared += int(people)
        for place in beside:
            weights[place] += people / len(beside)
    return {cell: weight / max(compared, 1) for cell, weight in weights.items()}


@pytest.mark.parametrize("seed", range(6))
def test_weights_are_those_of_plain_python(seed: int) -> None:
    draw = np.random.default_rng(seed)
    score = draw.normal(0, 1, 30).round(1)
    group, others = (draw.integers(0, 5, 30).astype("float64") for _side in range(2))
    found = Matching(score, group, others)
    assert found.other_weights.tolist() == pytest.approx(list(by_hand(score, group, others).values()))
    assert found.other_weights.sum() == pytest.approx(1)
    assert found.compared + found.left_out == group.sum()


def test_a_few_people_counted_again_and_again_count_for_few() -> None:
    assert effective(numbers(0.5, 0.5), numbers(50, 50)) == pytest.approx(100)
    assert effective(numbers(5, 5), numbers(50, 50)) == pytest.approx(100)
    assert effective(numbers(0.5, 0.5), numbers(50, 1)) == pytest.approx(1 / (0.25 / 50 + 0.25))


def world(seed: int, effect: float) -> tuple[float, float, float]:
    """Whoever spends more buys more, and is contacted more: the difference as it is, and the interval of the effect."""
    draw = np.random.default_rng(seed)
    levels = draw.integers(0, 12, 2500).astype("float64")
    lately = draw.integers(0, 2, 2500).astype("float64")
    treated = draw.random(2500) < 1 / (1 + np.exp(3 - 0.2 * levels - 0.5 * lately))
    bought = draw.random(2500) < 0.05 + 0.03 * levels + 0.1 * lately + effect * treated
    cells, place = np.unique(np.column_stack([levels, lately]), axis=0, return_inverse=True)
    count = lambda flags: np.bincount(place, flags, len(cells)).astype("float64")  # noqa: E731
    group, others = count(treated), count(~treated)
    mine, theirs = count(treated & bought), count(~treated & bought)
    found = Matching(logits(cells, group, others), group, others).difference(Sums(mine, mine, theirs, theirs))
    return bought[treated].mean() - bought[~treated].mean(), found.low, found.high


@pytest.mark.parametrize("effect", [0.0, 0.08])
def test_the_interval_covers_the_truth_where_the_plain_difference_does_not(effect: float) -> None:
    found = [world(seed, effect) for seed in range(100)]
    plain = np.mean([naive for naive, _low, _high in found])
    assert plain - effect > 0.07
    assert sum(low <= effect <= high for _naive, low, high in found) >= 90


def test_the_spread_of_a_cell_of_many_is_that_around_its_own_mean() -> None:
    """Two cells of ten on each side, all of one bought and none of the other: the difference is nothing for sure."""
    same = numbers(10, 0)
    found = Matching(numbers(0, 0), numbers(10, 10), numbers(10, 10)).difference(Sums(same, same, same, same))
    assert (found.value, found.error) == (0, 0)
    few = numbers(9, 0)
    found = Matching(numbers(0, 0), numbers(9, 9), numbers(9, 9)).difference(Sums(few, few, few, few))
    assert found.error == pytest.approx((2 * 0.25 / 17) ** 0.5)


def test_what_traits_leave_apart_within_the_caliper_is_reckoned_out() -> None:
    """All have one score; the group has more of a trait of which each step adds 5 points, and nothing else does."""
    steps, group = np.arange(10.0), numbers(1, 2, 4, 8, 16, 32, 48, 60, 70, 80)
    others, rate = group[::-1] / 1.5, 0.1 + 0.05 * steps
    outcome = Sums(group * rate, group * rate, others * rate, others * rate)
    apart = 0.05 * (np.average(steps, weights=group) - np.average(steps, weights=others))
    plain = Matching(none(10), group, others * 0.9)
    assert plain.left_out == 0
    beside = Sums(group * rate, group * rate, others * 0.9 * rate, others * 0.9 * rate)
    found = plain.difference(beside)
    assert found.value > 0.05
    known = Matching(none(10), group, others * 0.9, np.column_stack([steps, np.ones(10)]))
    assert known.difference(beside).value == pytest.approx(0, abs=0.01 * found.value)
    mean, other_mean = known.means(beside)
    assert mean == pytest.approx(other_mean, abs=0.01 * found.value)
    assert known.difference(beside).low < 0 < known.difference(beside).high
    assert apart > 0.05
    assert Matching(none(10), group, others, steps[:, None]).difference(outcome).value == pytest.approx(0, abs=0.002)


def test_a_trait_that_both_sides_have_alike_changes_nothing() -> None:
    group, others = numbers(20, 20), numbers(30, 30)
    outcome = Sums(numbers(4, 9), numbers(4, 9), numbers(6, 12), numbers(6, 12))
    plain = Matching(none(2), group, others).difference(outcome)
    assert Matching(none(2), group, others, numbers(0, 1)[:, None]).difference(outcome) == pytest.approx(plain)
