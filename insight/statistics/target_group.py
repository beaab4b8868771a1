"""How much more often a group has something than its base: the target group index, 100 where both are alike."""

from typing import Any

import numpy as np
import pandas as pd

from insight.statistics.comparison import two_rates
from insight.statistics.corrections import holm
from insight.statistics.distributions import Z_95
from insight.statistics.intervals import Numbers, shares, wilson_bounds


def indices(group_with: Any, group_n: Any, base_with: Any, base_n: Any) -> pd.DataFrame:
    """One row a value: share, base_share, index (100 x share / base share), low, high (95 %), effect, p, p_corrected.

    `group_n` and `base_n` are the people whose value is known; the group is part of its base. `effect` is Cohen's h
    against the base without the group (Cohen 1988, Statistical Power Analysis, chapter 6: 0.2 small, 0.5 medium, 0.8
    large). `p` compares with the base without the group, `p_corrected` by Holm for all rows. The interval is that of a
    ratio of a part to its whole, by the delta method on the log scale; where nobody in the group has the value it
    reaches up to Wilson's bound. nan where nothing is known or the group is the whole base.
    """
    part, n, whole, people = (np.asarray(each, dtype="float64") for each in (group_with, group_n, base_with, base_n))
    share, base = shares(part, n), shares(whole, people)
    rest = shares(whole - part, people - n)
    low, high = _bounds(share, base, rest, n, people)
    p = [_p(*row) for row in zip(part, n, whole, people, strict=True)]
    return pd.DataFrame(
        {
            "share": share,
            "base_share": base,
            "index": 100 * shares(share, base),
            "low": 100 * low,
            "high": 100 * high,
            "effect": 2 * (np.arcsin(np.sqrt(share)) - np.arcsin(np.sqrt(rest))),
            "p": p,
            "p_corrected": holm(p),
        }
    )


def _bounds(share: Numbers, base: Numbers, rest: Numbers, n: Numbers, people: Numbers) -> tuple[Numbers, Numbers]:
    part = shares(n, people)
    own = (shares(1, share) - shares(part, base)) ** 2 * shares(share * (1 - share), n)
    others = shares(1 - part, base) ** 2 * shares(rest * (1 - rest), people - n)
    spread = np.exp(Z_95 * np.sqrt(own + np.where(part == 1, 0.0, others)))
    ratio = shares(share, base)
    nobody = share == 0
    most = shares(wilson_bounds(np.zeros_like(n), n)[1], base)
    return np.where(nobody, 0.0, shares(ratio, spread)), np.where(nobody, most, ratio * spread)


def _p(part: float, n: float, whole: float, people: float) -> float:
    return two_rates(int(part), int(n), int(whole - part), int(people - n))
