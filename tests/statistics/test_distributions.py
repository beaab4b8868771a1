"""The distributions against those of scipy.stats."""

import pytest
from scipy import stats

from insight.statistics import distributions as ours

VALUES = (-3.2, -0.4, 0.0, 0.7, 1.96, 6.5)
SHARES = (0.001, 0.2, 0.5, 0.975, 0.9999)


@pytest.mark.parametrize("value", VALUES)
def test_chances_of_values(value: float) -> None:
    assert ours.normal_p(value) == pytest.approx(2 * stats.norm.sf(abs(value)), rel=1e-12)
    assert ours.student_p(value, 4.5) == pytest.approx(2 * stats.t.sf(abs(value), 4.5), rel=1e-12)
    assert ours.chi2_p(abs(value), 3) == pytest.approx(stats.chi2.sf(abs(value), 3), rel=1e-12)
    assert ours.f_p(abs(value), 2, 7.5) == pytest.approx(stats.f.sf(abs(value), 2, 7.5), rel=1e-12)


@pytest.mark.parametrize("share", SHARES)
def test_values_of_chances(share: float) -> None:
    assert ours.normal_quantile(share) == pytest.approx(stats.norm.ppf(share), rel=1e-12, abs=1e-12)
    assert ours.student_quantile(share, 4.5) == pytest.approx(stats.t.ppf(share, 4.5), rel=1e-12, abs=1e-12)
    assert ours.chi2_limit(share, 3) == pytest.approx(stats.chi2.isf(share, 3), rel=1e-12)


def test_a_95_percent_interval_is_nearly_two_errors_wide_on_each_side() -> None:
    assert abs(ours.Z_95 - 1.959963984540054) < 1e-15
