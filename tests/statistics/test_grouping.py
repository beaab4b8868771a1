"""Groups planted in numbers come back; a shuffled copy has none; any engine can work out who belongs where."""

import numpy as np
import pandas as pd
import pytest
from sklearn.mixture import GaussianMixture

from insight.statistics.agreement import adjusted_rand
from insight.statistics.grouping import Algorithm, Labels, Matrix, curve, find_groups, suggested


def _planted(people: int = 600, groups: int = 3, measures: int = 4, apart: float = 3.0) -> tuple[Matrix, Labels]:
    chance = np.random.default_rng(5)
    centres = np.eye(groups, measures) * apart * 2
    labels = chance.integers(0, groups, people)
    return centres[labels] + chance.normal(size=(people, measures)), labels


def _shuffled(rows: Matrix) -> Matrix:
    chance = np.random.default_rng(99)
    return np.column_stack([chance.permutation(column) for column in rows.T])


@pytest.mark.parametrize("algorithm", ["kmeans", "mixture", "density"])
def test_planted_groups_come_back(algorithm: Algorithm) -> None:
    rows, labels = _planted()
    found = find_groups(rows, algorithm, 3, seed=1).assign(rows)
    inside = found > 0
    assert inside.mean() > 0.95
    assert adjusted_rand(found[inside], labels[inside]) > 0.97


def test_the_number_of_planted_groups_is_suggested_and_none_for_a_shuffled_copy() -> None:
    rows, _labels = _planted()
    table = curve(rows, range(2, 6), seed=1)
    assert suggested(table) == 3
    assert table["stability"].iloc[1] > 0.97
    assert suggested(curve(_shuffled(rows), range(2, 6), seed=1)) is None


def test_one_cloud_of_people_has_no_groups() -> None:
    rows = np.random.default_rng(2).normal(size=(500, 5))
    assert suggested(curve(rows, range(2, 5), seed=1)) is None


def test_the_same_seed_finds_the_same_groups_the_largest_first() -> None:
    rows, _labels = _planted()
    one, other = find_groups(rows, "kmeans", 3, seed=4), find_groups(rows, "kmeans", 3, seed=4)
    assert np.array_equal(one.centres, other.centres)
    sizes = np.bincount(one.assign(rows))[1:]
    assert list(sizes) == sorted(sizes, reverse=True)


def test_a_mixture_assigns_as_scikit_learn_does() -> None:
    rows, _labels = _planted(apart=1.0)
    model = GaussianMixture(3, covariance_type="diag", reg_covar=1e-3, n_init=2, random_state=1).fit(rows)
    assert adjusted_rand(find_groups(rows, "mixture", 3, seed=1).assign(rows), model.predict(rows)) == 1


def test_nobody_far_away_from_dense_groups_belongs_to_one() -> None:
    rows, _labels = _planted()
    groups = find_groups(rows, "density", 3, seed=1)
    assert list(groups.assign(np.full((1, 4), 40.0))) == [0]


def test_a_number_that_is_not_stable_is_never_suggested() -> None:
    table = pd.DataFrame({"k": [2, 3], "separation": [0.9, 0.4], "chance": [0.1, 0.1], "is_stable": [False, True]})
    assert suggested(table) == 3


def test_a_finer_number_is_taken_where_it_is_nearly_as_clear() -> None:
    table = pd.DataFrame(
        {"k": [2, 3, 4], "separation": [0.6, 0.58, 0.56], "chance": [0.1] * 3, "is_stable": [True] * 3}
    )
    assert suggested(table) == 3
