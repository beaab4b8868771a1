"""How long people take to come back, with those who are still away counted fairly.

The gaps that were observed are too short: whoever takes long has had less time to be seen coming back. So every wait
counts, also one that is not over, for as long as it was watched (`survival.kaplan_meier`). Waits of the same person
count as if they were of several people, so intervals are somewhat too narrow.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from insight.statistics.survival import kaplan_meier

LEAST_RETURNS = 30
"""With fewer returns nothing is read off a curve."""

LEAST_WATCHED, LEAST_WATCHED_SHARE = 30, 0.05
"""A curve ends on the last day on which so many waits, and such a share of all, are still watched."""

_EXACT = 1e-9


class DayBy(NamedTuple):
    """The day by which a share of the returns has happened, and its 95 % interval; `high` None beyond the curve."""

    day: int
    low: int
    high: int | None


def return_curve(returned: Mapping[int, int], waiting: Mapping[int, int]) -> pd.DataFrame:
    """One row a day, 1 to the last one that enough waits reach; no row where nothing was watched so long.

    `returned`: days a wait took -> how many. `waiting`: days for which a wait that is not over was watched without a
    return -> how many. Columns: day, n (waits watched so long), returned (on that day), rate (0..1, of all waits, that
    are over by then), low, high (95 %; the rate itself while none, and when all, are over).
    """
    last = max((*returned, *waiting), default=0)
    over, open_ = _per_day(returned, last), _per_day(waiting, last)
    curve = kaplan_meier(np.arange(1, last + 1), over[1:], open_[1:])
    least = max(LEAST_WATCHED, LEAST_WATCHED_SHARE * float(over.sum() + open_.sum()))
    shown = curve[curve["n"] >= least].rename(columns={"events": "returned"})
    none_back, all_back = shown["rate"] == 0, shown["rate"] == 1
    return shown.assign(
        low=shown["low"].mask(none_back, 0.0).mask(all_back, 1.0),
        high=shown["high"].mask(none_back, 0.0).mask(all_back, 1.0),
    )[["day", "n", "returned", "rate", "low", "high"]].reset_index(drop=True)


def day_by(curve: pd.DataFrame, share: float) -> DayBy | None:
    """The first day by which `share` of those who come back at all, within the days of the curve, have come back.

    None where fewer than LEAST_RETURNS came back. The interval holds the days on which the curve's own interval holds
    the share (Brookmeyer and Crowley 1982, Biometrics 38, 29-41); how many come back at all is taken as known.
    """
    if int(curve["returned"].sum()) < LEAST_RETURNS:
        return None
    wanted = share * float(curve["rate"].iloc[-1]) - _EXACT
    day, low = (_first(curve["day"], curve[name] >= wanted) for name in ("rate", "high"))
    return DayBy(day or 1, low or 1, _first(curve["day"], curve["low"] >= wanted))


def share_by(curve: pd.DataFrame, day: int) -> float:
    """Of those who come back within the days of the curve, the share that is back by the end of a day; nan if none."""
    everybody = float(curve["rate"].iloc[-1]) if len(curve) else 0.0
    if not everybody or day < 1:
        return 0.0 if everybody else float("nan")
    return float(curve["rate"].iloc[min(day, len(curve)) - 1]) / everybody


def _per_day(counts: Mapping[int, int], last: int) -> np.ndarray:
    table = np.zeros(last + 1, dtype=np.int64)
    for day, count in counts.items():
        table[day] += count
    return table


def _first(days: pd.Series, holds: pd.Series) -> int | None:
    return int(days[holds].iloc[0]) if holds.any() else None
