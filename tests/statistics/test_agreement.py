"""Agreement of groups against scikit-learn and by hand."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from insight.statistics.agreement import adjusted_rand, matched, together


def test_adjusted_rand_agrees_with_scikit_learn() -> None:
    chance = np.random.default_rng(1)
    for groups in (2, 3, 7):
        one, other = chance.integers(0, groups, 200), chance.integers(0, 4, 200)
        other[:100] = one[:100]
        assert adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(one, other))


def test_the_same_groups_under_other_names_agree_fully() -> None:
    assert adjusted_rand([1, 1, 2, 2, 3], ["c", "c", "a", "a", "b"]) == 1
    assert adjusted_rand([1, 1, 1], [4, 4, 4]) == 1
    assert np.isnan(adjusted_rand([1], [1]))


def test_people_are_counted_in_pairs_of_groups() -> None:
    assert together([1, 1, 2, 2, 2], [5, 6, 6, 6, 6]).tolist() == [[1, 1], [0, 3]]


def test_groups_are_matched_so_that_most_people_stay_together() -> None:
    """Greedy matching would give row 0 its 50 and leave row 1 with nothing."""
    assert matched([[50, 45], [40, 0]]) == {0: 1, 1: 0}


def test_groups_that_share_nobody_are_not_matched() -> None:
    assert matched([[5, 0], [0, 0]]) == {0: 0}
    assert matched([[5, 1, 9]]) == {0: 2}
