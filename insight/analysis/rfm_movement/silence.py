"""Which group has gone silent: more of it ordered nothing than its own past and the other groups let expect.

People of a group order at some pace, and all paces rise and fall together with season and sales. If every pace was
multiplied by the same factor, the log of minus the log of the share that ordered nothing moves by the same amount in
every group: proportional hazards of grouped times (Prentice and Gloeckler 1978, Biometrics 34, 57-67). What a group
moved beyond all others is tested against nought.
"""

from math import exp, log, sqrt
from typing import NamedTuple

from insight.statistics.distributions import Z_95, normal_p

LEVEL = 0.05


class Quiet(NamedTuple):
    """`silent` of `n` people ordered nothing in a span."""

    silent: int
    n: int


class Verdict(NamedTuple):
    """`expected_rate`: the share that would have ordered nothing. `pace`: how often the group orders against what was
    expected, with its 95 % interval; `p_value` of a pace of 1, two-sided. All undefined where there is no one to tell.
    """

    expected_rate: float
    pace: float
    low: float
    high: float
    p_value: float


UNKNOWN = Verdict(*[float("nan")] * 5)


def judge(now: Quiet, before: Quiet, others_now: Quiet, others_before: Quiet) -> Verdict:
    """A group in the span now and in the span before, against everybody else."""
    if not (now.n and before.n and others_now.n and others_before.n):
        return UNKNOWN
    own, own_before, all_else, all_else_before = map(_log_pace, (now, before, others_now, others_before))
    drift = all_else[0] - all_else_before[0]
    change = own[0] - own_before[0] - drift
    error = sqrt(own[1] + own_before[1] + all_else[1] + all_else_before[1])
    return Verdict(
        expected_rate=exp(-exp(own_before[0] + drift)),
        pace=exp(change),
        low=exp(change - Z_95 * error),
        high=exp(change + Z_95 * error),
        p_value=normal_p(change / error),
    )


def _log_pace(people: Quiet) -> tuple[float, float]:
    """Log of minus the log of the share, and its variance by the delta method; half a person where all or none are."""
    silent = min(max(people.silent, 0.5), people.n - 0.5)
    share = silent / people.n
    return log(-log(share)), (1 - share) / (silent * log(share) ** 2)
