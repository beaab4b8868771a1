"""The difference of two rates, against statsmodels."""

import math

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from insight.statistics.rate_difference import rate_difference


@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (9, 10, 3, 10), (0, 20, 0, 30), (10, 10, 0, 20)])
def test_the_interval_is_that_of_newcombe(counts: tuple[int, int, int, int]) -> None:
    assert rate_difference(*counts) == pytest.approx(confint_proportions_2indep(*counts, method="newcomb"))


def test_nobody_has_no_interval() -> None:
    assert all(math.isnan(end) for end in rate_difference(0, 0, 1, 2))
