"""How much each of several causes explains: all orders by hand."""

from itertools import permutations

import numpy as np
import pytest

from insight.statistics.drivers import MOST_DRIVERS, importance

RANDOM = np.random.default_rng(3)
N = 400
FIRST = RANDOM.normal(size=N)
DRIVERS = np.column_stack([FIRST, 0.7 * FIRST + RANDOM.normal(size=N), RANDOM.normal(size=N)])
OUTCOME = DRIVERS @ np.array([1.0, 0.5, 0.0]) + RANDOM.normal(size=N)


def explained(columns: tuple[int, ...]) -> float:
    design = np.column_stack([np.ones(N), DRIVERS[:, list(columns)]])
    fitted = design @ np.linalg.lstsq(design, OUTCOME, rcond=None)[0]
    return float(1 - ((OUTCOME - fitted) ** 2).sum() / ((OUTCOME - OUTCOME.mean()) ** 2).sum())


def test_importance_is_the_gain_averaged_over_all_orders() -> None:
    gains = np.zeros(3)
    orders = list(permutations(range(3)))
    for order in orders:
        for place, driver in enumerate(order):
            gains[driver] += explained(order[: place + 1]) - explained(order[:place])
    found = importance(DRIVERS, OUTCOME)
    assert found.r_squared == pytest.approx(explained((0, 1, 2)), rel=1e-9)
    assert found.shares == pytest.approx(gains / len(orders) / found.r_squared, rel=1e-9)
    assert found.shares.sum() == pytest.approx(1)
    assert (found.low <= found.shares).all()
    assert (found.shares <= found.high).all()


def test_unrelated_causes_have_their_squared_correlations() -> None:
    drivers = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]] * 10, dtype="float64")
    outcome = 2 * drivers[:, 0] + drivers[:, 1]
    found = importance(drivers, outcome)
    assert found.shares == pytest.approx([0.8, 0.2])
    assert found.r_squared == pytest.approx(1)


def test_a_cause_that_never_varies_explains_nothing() -> None:
    drivers = np.column_stack([FIRST, np.ones(N)])
    assert importance(drivers, OUTCOME).shares == pytest.approx([1, 0])


def test_a_weight_of_two_is_the_row_twice() -> None:
    weight = np.where(np.arange(N) < 100, 2.0, 1.0)
    rows = np.concatenate([np.arange(N), np.arange(100)])
    assert importance(DRIVERS, OUTCOME, weight).shares == pytest.approx(importance(DRIVERS[rows], OUTCOME[rows]).shares)


def test_more_drivers_than_can_be_tried_are_refused() -> None:
    with pytest.raises(ValueError, match="11"):
        importance(np.ones((20, MOST_DRIVERS + 1)), np.ones(20))
