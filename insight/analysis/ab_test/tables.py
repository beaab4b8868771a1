"""From what the arms did to how far they are apart."""

import math
from itertools import combinations
from typing import Any

import pandas as pd

from insight.analysis.ab_test.params import Measure
from insight.results import SINGLE, Declared, Frame, declare
from insight.statistics.corrections import holm
from insight.statistics.intervals import share_of, wilson
from insight.statistics.power import smallest_seen
from insight.statistics.two_groups import Difference, Moments, RatioSums, means_apart, ratios_apart, shares_apart

_CONTROL_WORDS = ("control", "对照", "a", "空白", "holdout", "baseline")
Row = dict[str, Any]


def arms(rows: list[Row], measure: Measure) -> pd.DataFrame:
    """One row an arm, the one that others are compared with first: arm, customers, buyers, value, low, high."""
    found = []
    for row in sorted(rows, key=_order):
        value, error = _value(row, measure)
        low, high = wilson(int(row["people"]), int(row["customers"]))
        if measure != "people":
            low, high = value - 1.96 * error, value + 1.96 * error
        found.append(
            {
                "arm": row["arm"],
                "customers": int(row["customers"]),
                "buyers": int(row["people"]),
                "value": value,
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(found)


def pairs(rows: list[Row], measure: Measure) -> pd.DataFrame:
    """Every two arms: arm, against, difference, low, high, p (Holm), smallest_seen, certain."""
    both = list(combinations(sorted(rows, key=_order), 2))
    apart = [_apart(later, earlier, measure) for earlier, later in both]
    corrected = holm([one.p for one in apart])
    return pd.DataFrame(
        [
            {
                "arm": later["arm"],
                "against": earlier["arm"],
                "customers": int(later["customers"]),
                "others": int(earlier["customers"]),
                "difference": one.value,
                "low": one.low,
                "high": one.high,
                "p": p,
                "smallest_seen": smallest_seen(one.error),
                "certain": bool(p < 0.05 and one.direction != 0),
            }
            for (earlier, later), one, p in zip(both, apart, corrected, strict=True)
        ]
    )


def _order(row: Row) -> tuple[bool, str]:
    name = str(row["arm"])
    return not any(name.casefold().startswith(word) for word in _CONTROL_WORDS), name


def _moments(row: Row, measure: Measure) -> Moments:
    return Moments(int(row["customers"]), float(row[measure]), float(row[f"{measure}_squares"]))


def _ratio(row: Row) -> RatioSums:
    return RatioSums(
        n=int(row["customers"]),
        over=float(row["money"]),
        under=float(row["orders"]),
        over_squares=float(row["money_squares"]),
        under_squares=float(row["orders_squares"]),
        products=float(row["products"]),
    )


def _value(row: Row, measure: Measure) -> tuple[float, float]:
    if measure == "people":
        return share_of(row["people"], row["customers"]), float("nan")
    if measure == "basket":
        return _ratio(row).ratio, math.sqrt(_ratio(row).variance)
    moments = _moments(row, measure)
    return moments.mean, math.sqrt(moments.variance / moments.n)


def _apart(one: Row, other: Row, measure: Measure) -> Difference:
    if measure == "people":
        return shares_apart(*(int(row[name]) for row in (one, other) for name in ("people", "customers")))
    if measure == "basket":
        return ratios_apart(_ratio(one), _ratio(other))
    return means_apart(_moments(one, measure), _moments(other, measure))


COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("key", "name", "campaign"),
            *declare("flag", "is_over"),
            *declare("number", "p_dealt", is_safe=True),
            *declare("count", "people_needed", is_safe=True),
            *declare("people", "mixed"),
        )
    ),
    "arms": Frame(
        columns=(
            *declare("key", "arm"),
            *declare("people", "customers"),
            *declare("people", "buyers", part_of="customers"),
            *declare("number", "value", "low", "high", about=("customers", "buyers")),
        )
    ),
    "pairs": Frame(
        columns=(
            *declare("key", "arm", "against"),
            *declare("people", "customers", "others"),
            *declare("number", "difference", "low", "high", "p", "smallest_seen"),
            *declare("flag", "certain"),
        )
    ),
}
"""What the fields of the result are about."""
