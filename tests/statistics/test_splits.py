"""Differences beside random splits: the noise is that of chance, and chance is rarely taken for more."""

import numpy as np
import pytest
from scipy.stats import t

from insight.statistics.splits import beside_splits


def test_the_level_is_the_spread_of_the_splits_around_nothing() -> None:
    noise = beside_splits([0.3, 0.0], [[0.1, 0.0], [-0.1, 0.2], [0.1, -0.2], [-0.1, 0.0]])
    assert noise.level == pytest.approx([t.ppf(0.975, 4) * 0.1, t.ppf(0.975, 4) * np.sqrt(0.02)])
    assert noise.p_value == pytest.approx([2 * t.sf(3, 4), 1.0])


def test_what_no_split_shows_is_undefined_and_what_is_alike_is_alike() -> None:
    noise = beside_splits([0.0, 0.5, np.nan], [[0.0, np.nan, 0.1], [0.0, np.nan, 0.1]])
    assert noise.p_value[0] == 1.0
    assert np.isnan(noise.p_value[1:]).all()


def test_random_splits_of_people_know_the_standard_error_that_a_formula_gives() -> None:
    random = np.random.default_rng(7)
    people = random.binomial(1, 0.3, 4000)
    splits = []
    for _split in range(200):
        one = random.random(4000) < 0.25
        splits.append([people[one].mean() - people[~one].mean()])
    expected = np.sqrt(people.var() * (1 / 1000 + 1 / 3000)) * t.ppf(0.975, 200)
    assert beside_splits([0.0], splits).level[0] == pytest.approx(expected, rel=0.12)


def test_chance_is_as_rarely_a_difference_as_it_says() -> None:
    random = np.random.default_rng(11)
    measured, drawn = random.normal(size=4000), random.normal(size=(40, 4000))
    p_values = beside_splits(measured, drawn).p_value
    assert np.mean(p_values < 0.05) == pytest.approx(0.05, abs=0.012)
    assert np.mean(p_values < 0.01) == pytest.approx(0.01, abs=0.005)
