"""Wilson's interval against published and known values."""

import math

import pytest
from scipy.stats import binomtest

from insight.statistics.intervals import share_of, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe (1998), Statistics in Medicine 17, 857-872, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_the_published_table(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(("successes", "n", "confidence"), [(0, 7, 0.95), (7, 7, 0.9), (3, 11, 0.99), (40, 1000, 0.8)])
def test_wilson_is_scipy_s_at_every_confidence(successes: int, n: int, confidence: float) -> None:
    expected = binomtest(successes, n).proportion_ci(confidence, method="wilson")
    assert wilson(successes, n, confidence) == pytest.approx(tuple(expected), abs=1e-12)


def test_three_of_ten_is_less_certain_than_thirty_of_a_hundred() -> None:
    assert wilson(3, 10) == (pytest.approx(0.1078, abs=5e-5), pytest.approx(0.6032, abs=5e-5))
    assert wilson(30, 100) == (pytest.approx(0.2189, abs=5e-5), pytest.approx(0.3958, abs=5e-5))


def test_nothing_counted_has_no_interval_and_no_share() -> None:
    assert wilson(0, 0) == (None, None)
    assert math.isnan(share_of(0, 0))
