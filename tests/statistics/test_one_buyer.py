"""Draws of what one buyer may do have the means that the models state in closed form."""

import numpy as np
import pytest

from insight.statistics.gamma_gamma import expected_amount
from insight.statistics.one_buyer import Range, draw_amounts, draw_orders
from insight.statistics.repeat_buying import Histories, alive, expected_orders

VALUES = np.array([0.8, 8.0, 1.2, 3.1])
WORTH = np.array([6.25, 3.74, 15.44])
MANY = 200_000


@pytest.mark.parametrize(("x", "last", "age"), [(0, 0, 30), (3, 20, 26), (9, 50, 80)])
def test_orders_have_the_mean_of_the_model(x: int, last: int, age: int) -> None:
    seen = Histories.of(x, last, age)
    drawn = draw_orders(VALUES, seen, 52, seed=1, draws=MANY)
    assert drawn.mean() == pytest.approx(float(expected_orders("mbg_nbd", VALUES, seen, 52)), rel=0.02)
    assert (drawn > 0).mean() < float(alive("mbg_nbd", VALUES, seen))


def test_amounts_have_the_mean_of_the_model() -> None:
    drawn = draw_amounts(np.full(MANY, 2.0), WORTH, 3, 90, seed=2)
    assert drawn.mean() == pytest.approx(2 * float(expected_amount(WORTH, np.array(3), np.array(90))), rel=0.02)
    assert draw_amounts(np.zeros(5), WORTH, 3, 90, seed=2).tolist() == [0] * 5


def test_a_range_holds_95_percent_of_the_draws() -> None:
    assert Range.of(np.arange(1001.0)) == pytest.approx((500, 25, 975))
