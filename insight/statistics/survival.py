"""Waiting times of people some of whom have not bought again yet: Kaplan and Meier's curve from counts by day."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from insight.statistics.distributions import Z_95


@dataclass(frozen=True, slots=True)
class Median:
    """Days after which half have bought again, with its 95 % interval; None where the curve does not get there."""

    days: int | None
    low: int | None
    high: int | None


def kaplan_meier(days: npt.ArrayLike, events: npt.ArrayLike, censored: npt.ArrayLike) -> pd.DataFrame:
    """One row a day on which something happened: day, n (still waiting on that day), events, censored, rate, low, high.

    `days` rise; on each, `events` people bought again and `censored` people were last seen, still waiting. `rate` is
    the share who have bought again by the day: 1 − S(t), S(t) = ∏ (1 − events / n) over the days up to t. People last
    seen on a day are waiting on it still. low and high are the 95 % interval of Greenwood's variance on the scale of
    log(−log S): nan while nobody, and when everybody, has bought again.

    The counts by day give the same curve as the people one by one: the curve depends on nothing else of them.
    Kaplan and Meier (1958), Journal of the American Statistical Association 53, 457-481; Kalbfleisch and Prentice
    (2002), The Statistical Analysis of Failure Time Data, 2nd edition, section 1.4.
    """
    happened, left = np.asarray(events, dtype="int64"), np.asarray(censored, dtype="int64")
    gone = happened + left
    waiting = gone[::-1].cumsum()[::-1]
    survival = np.cumprod(1 - happened / np.maximum(waiting, 1))
    everybody = waiting == happened
    steps = np.where(everybody, 0.0, happened / np.maximum(waiting * (waiting - happened), 1))
    inside = (survival > 0) & (survival < 1)
    log_survival = np.log(np.where(inside, survival, 0.5))
    half = Z_95 * np.sqrt(steps.cumsum()) / np.abs(log_survival)
    lower, upper = (np.exp(log_survival * np.exp(sign * half)) for sign in (1, -1))
    return pd.DataFrame(
        {
            "day": np.asarray(days, dtype="int64"),
            "n": waiting,
            "events": happened,
            "censored": left,
            "rate": 1 - survival,
            "low": np.where(inside, 1 - upper, np.nan),
            "high": np.where(inside, 1 - lower, np.nan),
        }
    )


def median(curve: pd.DataFrame) -> Median:
    """The first day by which at least half have bought again.

    Its interval is where the curve's interval crosses one half: Brookmeyer and Crowley (1982), Biometrics 38, 29-41.
    """
    return Median(*(_first(curve, name) for name in ("rate", "high", "low")))


def _first(curve: pd.DataFrame, name: str) -> int | None:
    reached = curve[curve[name] >= 0.5 - 1e-12]
    return None if reached.empty else int(reached["day"].iloc[0])
