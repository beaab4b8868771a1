"""How far two groups are apart: shares, means and ratios, each with its interval and p-value."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from insight.statistics.comparison import two_rates
from insight.statistics.distributions import normal_p, normal_quantile, student_p, student_quantile
from insight.statistics.intervals import wilson

CONFIDENCE = 0.95
_NOTHING = float("nan")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first group less the second: `value`, its 95 % interval, the standard `error`, and the two-sided p-value of
    no difference. All nan where a group is too small to say anything."""

    value: float
    low: float
    high: float
    error: float
    p: float

    @property
    def direction(self) -> int:
        """1 above, -1 below, 0 where chance alone would do: interval and p-value must both say so."""
        if not self.p < 1 - CONFIDENCE:
            return 0
        return 1 if self.low > 0 else -1 if self.high < 0 else 0

    def times(self, number: float) -> "Difference":
        """The same for so many people at once."""
        return Difference(self.value * number, self.low * number, self.high * number, self.error * number, self.p)


UNKNOWN = Difference(_NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


class Moments(NamedTuple):
    """What is left of the amounts of `n` people: their sum and the sum of their squares."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """nan for nobody."""
        return self.total / self.n if self.n else _NOTHING

    @property
    def variance(self) -> float:
        """Of the sample, with n - 1; nan for fewer than two."""
        if self.n < 2:
            return _NOTHING
        return max(self.squares - self.total**2 / self.n, 0.0) / (self.n - 1)


def shares_apart(successes: int, n: int, other_successes: int, other_n: int) -> Difference:
    """Two shares: Newcombe's hybrid score interval and the p-value of `comparison.two_rates`.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: right for small groups and shares near 0 too.
    """
    if not n or not other_n:
        return UNKNOWN
    rate, other = successes / n, other_successes / other_n
    (low, high), (other_low, other_high) = _ends(successes, n), _ends(other_successes, other_n)
    value = rate - other
    return Difference(
        value,
        value - math.hypot(rate - low, other_high - other),
        value + math.hypot(high - rate, other - other_low),
        math.sqrt(rate * (1 - rate) / n + other * (1 - other) / other_n),
        two_rates(successes, n, other_successes, other_n),
    )


def means_apart(group: Moments, other: Moments) -> Difference:
    """Two means whose spreads may differ: Welch (1947), Biometrika 34, 28-35."""
    if group.n < 2 or other.n < 2:
        return UNKNOWN
    error = math.sqrt(group.variance / group.n + other.variance / other.n)
    value = group.mean - other.mean
    if error == 0:
        return Difference(value, value, value, 0.0, 1.0 if value == 0 else 0.0)
    freedom = _freedom(group, other)
    half = student_quantile((1 + CONFIDENCE) / 2, freedom) * error
    return Difference(value, value - half, value + half, error, student_p(value / error, freedom))


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioSums:
    """Of `n` people: the sums of what is divided (`over`) and of what it is divided by (`under`), their squares and
    their products. A basket is money over orders: people are drawn, orders come with them."""

    n: int
    over: float
    under: float
    over_squares: float
    under_squares: float
    products: float

    @property
    def ratio(self) -> float:
        """nan where there is nothing to divide by."""
        return self.over / self.under if self.under else _NOTHING

    @property
    def variance(self) -> float:
        """Of the ratio, by linearisation: Cochran (1977), Sampling Techniques, 3rd edition, section 6.5."""
        if self.n < 2 or not self.under:
            return _NOTHING
        ratio = self.ratio
        residual = self.over_squares - 2 * ratio * self.products + ratio**2 * self.under_squares
        return max(residual, 0.0) * self.n / (self.n - 1) / self.under**2


def ratios_apart(group: RatioSums, other: RatioSums) -> Difference:
    """Two ratios of totals, by the delta method: Deng, Knoblich and Lu (2018), KDD, "Applying the delta method in
    metric analytics"."""
    return normal(group.ratio - other.ratio, math.sqrt(group.variance + other.variance))


def normal(value: float, error: float) -> Difference:
    """A difference whose estimate is spread normally; unknown where its error is not known."""
    if not np.isfinite(value) or not np.isfinite(error):
        return UNKNOWN
    if error == 0:
        return Difference(value, value, value, 0.0, 1.0 if value == 0 else 0.0)
    half = normal_quantile((1 + CONFIDENCE) / 2) * error
    return Difference(value, value - half, value + half, error, normal_p(value / error))


def _ends(successes: int, n: int) -> tuple[float, float]:
    low, high = wilson(successes, n, CONFIDENCE)
    return (0.0 if low is None else low), (1.0 if high is None else high)


def _freedom(group: Moments, other: Moments) -> float:
    """Welch and Satterthwaite's degrees of freedom."""
    first, second = group.variance / group.n, other.variance / other.n
    return (first + second) ** 2 / (first**2 / (group.n - 1) + second**2 / (other.n - 1))
