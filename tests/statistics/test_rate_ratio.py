"""One rate by another, against statsmodels."""

import math

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from insight.statistics.rate_ratio import rate_ratio


@pytest.mark.parametrize("counts", [(20, 100, 22, 100), (3, 40, 9, 50), (60, 100, 20, 100), (50, 50, 10, 50)])
def test_value_and_interval_are_those_of_statsmodels(counts: tuple[int, int, int, int]) -> None:
    found = rate_ratio(*counts)
    low, high = confint_proportions_2indep(*counts, method="log", compare="ratio")
    assert found == pytest.approx((counts[0] / counts[1] * counts[3] / counts[2], low, high))


def test_where_nothing_can_be_divided_it_is_undefined() -> None:
    assert all(
        math.isnan(value) for counts in ((1, 2, 0, 5), (0, 0, 1, 2), (1, 2, 1, 0)) for value in rate_ratio(*counts)
    )
    nobody = rate_ratio(0, 10, 5, 10)
    assert nobody.value == 0
    assert math.isnan(nobody.low)
