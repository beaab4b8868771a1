"""The interval of a difference between two rates."""

from math import sqrt

from insight.statistics.intervals import share_of, wilson


def rate_difference(successes: int, n: int, other_successes: int, other_n: int) -> tuple[float, float]:
    """95 % interval of the first rate minus the second; nan where either has nobody.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: from the Wilson intervals of both rates.
    """
    one, other = share_of(successes, n), share_of(other_successes, other_n)
    low, high = wilson(successes, n)
    other_low, other_high = wilson(other_successes, other_n)
    if low is None or high is None or other_low is None or other_high is None:
        return float("nan"), float("nan")
    difference = one - other
    return (
        difference - sqrt((one - low) ** 2 + (other_high - other) ** 2),
        difference + sqrt((high - one) ** 2 + (other - other_low) ** 2),
    )
