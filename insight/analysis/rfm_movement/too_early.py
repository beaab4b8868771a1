"""From when on a group can have people at all: nobody has been away for longer than the data reach back."""

import datetime as dt
from itertools import product

import pandas as pd

from insight.analysis.rfm import rfm
from insight.analysis.rfm_core.moves import ladder
from insight.analysis.rfm_core.names import eight, eleven
from insight.analysis.rfm_movement.params import RfmMovementParams
from insight.warehouse import Warehouse

_FIRST_ORDER = """
SELECT min(ordered_at)::DATE AS day
FROM core.orders
WHERE is_valid AND customer_id IS NOT NULL AND currency = $currency
"""


def possible_from(warehouse: Warehouse, params: RfmMovementParams) -> dict[str, dt.date]:
    """By group the first day on which somebody can be in it; empty where each day has boundaries of its own.

    A score for those who were away longest needs more days than a young shop has: before that day 0 is no finding.
    """
    if params.has_own_boundaries:
        return {}
    first = warehouse.query(_FIRST_ORDER, {"currency": params.currency})["day"].iloc[0]
    if pd.isna(first):
        return {}
    found = rfm(warehouse, params.scoring(params.earlier)).boundaries
    least = _least_days(found[found["dimension"] == "recency"], params.bins)
    begun = pd.Timestamp(first).date()
    return {
        name: begun + dt.timedelta(days=min(least[r] for r in _scores_of(name, params)))
        for name in ladder(params.scheme)
    }


def _least_days(rows: pd.DataFrame, bins: int) -> dict[int, int]:
    """By recency score the days away from which it is given: one more than the next better score goes up to."""
    observed = rows[rows["customers"] > 0].set_index("score")["high"]
    return {score: 1 + int(max(observed[observed.index > score], default=-1)) for score in range(1, bins + 1)}


def _scores_of(name: str, params: RfmMovementParams) -> set[int]:
    scores = range(1, params.bins + 1)
    if params.scheme == "eleven":
        return {r for r, f in product(scores, scores) if eleven(r, f, params.bins) == name}
    return {r for r, f, m in product(scores, scores, scores) if eight(r, f, m, params.bins) == name}
