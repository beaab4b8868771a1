"""What a test would have to be: how many people tell how small a rise, and how small a rise so many people tell."""

import math

import pandas as pd

from insight.analysis.ab_test.params import AbTestParams
from insight.statistics.power import ALPHA, lowest_rate_seen, people_for_means, people_for_rates, smallest_seen

LIFTS = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0)
"""Rises that are shown beside the one that is asked for."""


def planned(params: AbTestParams, value: float, deviation: float, versions: int) -> pd.DataFrame:
    """lift, value, needed (people in each arm), needed_in_all; by lift. No row where the value is unknown or 0, and
    none for a share that would reach 100 %."""
    rows = []
    for lift in sorted({*LIFTS, params.lift}):
        aim = value * (1 + lift)
        if not value > 0 or (params.is_share and aim >= 1):
            continue
        needed = math.ceil(_needed(params, value, deviation, lift, _alpha(versions)))
        rows.append({"lift": lift, "value": aim, "needed": needed, "needed_in_all": needed * versions})
    return pd.DataFrame(rows, columns=["lift", "value", "needed", "needed_in_all"])


def lowest_seen(params: AbTestParams, value: float, deviation: float, versions: int) -> float | None:
    """The lowest value above `value` that `people` in each arm tell from it; None where they are not given, or too few
    for any."""
    if params.people is None or not value > 0:
        return None
    if params.is_share:
        return lowest_rate_seen(value, params.people, params.people, alpha=_alpha(versions))
    return value + smallest_seen(deviation * math.sqrt(2 / params.people), alpha=_alpha(versions))


def _needed(params: AbTestParams, value: float, deviation: float, lift: float, alpha: float) -> float:
    if params.is_share:
        return people_for_rates(value, value * (1 + lift), alpha=alpha)
    return max(people_for_means(value * lift, deviation, alpha=alpha), 2)


def _alpha(versions: int) -> float:
    """Every two arms are compared, so each comparison gets its part of the 5 % (Bonferroni)."""
    return ALPHA / math.comb(versions, 2)
