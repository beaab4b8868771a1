"""Limits between active, dormant and lost, read off the shop's own repurchase gaps."""

from collections.abc import Mapping

import pandas as pd

from insight.analysis.lifecycle.params import LifecycleParams
from insight.analysis.lifecycle.stages import Limits
from insight.statistics.return_curve import day_by, share_by

SHARES = {"active": 0.5, "dormant": 0.8, "lost": 0.95}
"""A limit is the day by which this share of those who come back at all have come back."""

USUAL_DAYS = {"active": 30, "dormant": 90, "lost": 180}
"""Where the shop has too few returns to tell."""

COLUMNS = ["limit", "days", "source", "share", "low", "high", "n"]


def proposed(curve: pd.DataFrame) -> dict[str, int] | None:
    """A rising day for each of SHARES; None where the curve holds too few returns."""
    found = {name: day_by(curve, share) for name, share in SHARES.items()}
    if any(limit is None for limit in found.values()):
        return None
    return _squeezed({name: limit.day for name, limit in found.items() if limit is not None}, {})


def settle(curve: pd.DataFrame, params: LifecycleParams) -> tuple[Limits, pd.DataFrame]:
    """The limits in force, and a table of them: limit, days, source, share, low, high, n.

    `source` is "given", "proposed" or "usual" (too few returns); `share` how much of all returns lies within the limit;
    low, high the 95 % interval of a proposed day, nan otherwise; n the returns on the curve.
    """
    own = proposed(curve)
    given = {"active": params.active_days, "dormant": params.dormant_days, "lost": params.lost_days}
    days = _squeezed(own or USUAL_DAYS, given)
    limits = Limits(
        loyal_orders=params.loyal_orders,
        active_days=days["active"],
        dormant_days=days["dormant"],
        lost_days=days["lost"],
        won_back_days=params.won_back_days or days["dormant"],
    )
    rows = []
    for name, share in SHARES.items():
        source = "given" if given[name] is not None else "proposed" if own else "usual"
        around = day_by(curve, share) if source == "proposed" else None
        ends = (around.low, around.high) if around else (None, None)
        rows.append((name, days[name], source, share_by(curve, days[name]), *ends, int(curve["returned"].sum())))
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"share": "float64", "low": "float64", "high": "float64"})
    return limits, table


def _squeezed(own: Mapping[str, int], given: Mapping[str, int | None]) -> dict[str, int]:
    """Given days stand; the others make room, so that the three rise."""
    first, middle, last = given.get("active"), given.get("dormant"), given.get("lost")
    if middle is None:
        middle = max(own["dormant"], (first or 1) + 1)
        middle = middle if last is None else min(middle, last - 1)
    return {
        "active": first or min(own["active"], middle - 1),
        "dormant": middle,
        "lost": last or max(own["lost"], middle + 1),
    }
