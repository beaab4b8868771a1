"""The average over how likely people are to leave, by nodes, is the closed form."""

import numpy as np
import pytest

from insight.analysis.clv.models import _leaving
from insight.statistics.repeat_buying import expected_if_alive


@pytest.mark.parametrize(
    ("a", "b"), [(0.8, 2.4), (0.05, 0.1), (3.0, 700.0), (0.3, 1500.0), (40.0, 2500.0), (900.0, 950.0)]
)
@pytest.mark.parametrize("x", [0, 3, 40])
def test_nodes_give_the_closed_form(a: float, b: float, x: int) -> None:
    r, alpha, age, ahead = 0.7, 6.0, 40.0, 52.0
    nodes, weights = _leaving(a, b)
    likely = weights * (1 - nodes) ** (x + 1)
    each = (1 - ((alpha + age) / (alpha + age + nodes * ahead)) ** (r + x)) / nodes
    found = float((likely * each).sum() / likely.sum())
    expected = expected_if_alive("mbg_nbd", np.array([r, alpha, a, b]), np.array(x), np.array(age), ahead)
    assert found == pytest.approx(float(expected), rel=1e-6 if a < 900 else 2e-4)
