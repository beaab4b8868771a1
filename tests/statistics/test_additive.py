"""Boosting as a sum of parts: the sum is the model of scikit-learn, and the parts are what was planted."""

import numpy as np
import pytest

from insight.statistics import additive
from insight.statistics.additive import Additive, fit_additive, out_of_fold


@pytest.fixture(scope="module")
def planted() -> tuple[np.ndarray, np.ndarray]:
    """The first feature raises the odds, the second does nothing, the third is missing for some, who never come."""
    random = np.random.default_rng(1)
    rows = np.abs(random.normal(size=(2000, 3)))
    rows[:300, 2] = -1
    odds = 3 * rows[:, 0] - 3 - 6 * (rows[:, 2] < 0)
    return rows, random.random(2000) < 1 / (1 + np.exp(-odds))


@pytest.fixture(scope="module")
def model(planted: tuple[np.ndarray, np.ndarray]) -> Additive:
    return fit_additive(*planted)


def test_the_parts_are_the_score_that_scikit_learn_gives(
    planted: tuple[np.ndarray, np.ndarray], model: Additive
) -> None:
    rows, came = planted
    binned = np.column_stack([additive._bins(rows[:, place], cuts) for place, cuts in enumerate(model.cuts)])
    peer = additive._boosted(binned, came, 0).decision_function(binned)
    assert model.scores(rows) == pytest.approx(peer, abs=1e-9)
    assert model.parts(rows).mean(axis=0) == pytest.approx([0, 0, 0], abs=1e-9)


def test_what_was_planted_is_read_off(planted: tuple[np.ndarray, np.ndarray], model: Additive) -> None:
    parts = model.parts(np.array([[0.0, 1.0, 1.0], [2.0, 1.0, 1.0], [1.0, 1.0, -1.0]]))
    assert parts[0, 0] < -1.5 < 1.5 < parts[1, 0]
    assert parts[2, 2] < -2 < parts[0, 2]
    assert model.parts(planted[0]).std(axis=0).argmin() == 1


def test_a_value_that_is_not_there_has_a_bin_of_its_own(model: Additive) -> None:
    assert model.cuts[2][0] == 0.0
    assert (additive._bins(np.array([-1.0, 0.0]), model.cuts[2]) == [0, 1]).all()


def test_equal_values_are_never_parted() -> None:
    cuts = additive._cuts(np.array([1.0] * 50 + [2.0] * 50))
    assert cuts.tolist() == [2.0]
    assert additive._cuts(np.ones(9)).size == 0


def test_scores_out_of_fold_come_from_others_only(planted: tuple[np.ndarray, np.ndarray]) -> None:
    """Outcomes of a fold turned round do not change its own scores, but those of the other fold."""
    rows, came = planted
    fold = np.arange(len(rows)) % 2
    turned = np.where(fold == 0, ~came, came)
    first, second = out_of_fold(rows, came, fold), out_of_fold(rows, turned, fold)
    assert (first[fold == 0] == second[fold == 0]).all()
    assert (first[fold == 1] != second[fold == 1]).any()
