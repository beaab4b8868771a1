"""One rate by another, with its interval."""

import math
from typing import NamedTuple

from insight.statistics.distributions import Z_95


class Ratio(NamedTuple):
    """`value` times as much, 95 % interval; nan where it is undefined."""

    value: float
    low: float
    high: float


def rate_ratio(successes: int, n: int, other_successes: int, other_n: int) -> Ratio:
    """The first rate divided by the other, two separate counts, on the log scale.

    Katz, Baptista, Azen and Pike (1978), Biometrics 34, 469-474. nan where either side has nobody or the other rate is
    0; 0 without an interval where the first is 0.
    """
    if not n or not other_n or not other_successes:
        return Ratio(math.nan, math.nan, math.nan)
    value = (successes / n) / (other_successes / other_n)
    if not successes:
        return Ratio(value, math.nan, math.nan)
    spread = math.sqrt(1 / successes - 1 / n + 1 / other_successes - 1 / other_n)
    return Ratio(value, value * math.exp(-Z_95 * spread), value * math.exp(Z_95 * spread))
