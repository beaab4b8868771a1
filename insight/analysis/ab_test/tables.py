"""From what the arms did to how far they are apart."""

import math
from itertools import combinations
from typing import Any

import pandas as pd

from insight.analysis.ab_test.params import SHARES, AbTestParams, Measure
from insight.results import SINGLE, Declared, Frame, declare
from insight.statistics.corrections import holm
from insight.statistics.intervals import share_of, wilson
from insight.statistics.power import smallest_seen
from insight.statistics.two_groups import Difference, Moments, RatioSums, means_apart, ratios_apart, shares_apart

_CONTROL_WORDS = ("control", "对照", "a", "空白", "holdout", "baseline")
_95 = 1.96
_ARM = ["arm", "customers", "buyers", "clicked", "value", "deviation", "low", "high"]
_PAIR = ["arm", "against", "customers", "others", "difference", "low", "high", "p", "smallest_seen", "certain"]
Row = dict[str, Any]


def by_hand(params: AbTestParams) -> list[Row]:
    """The numbers that somebody gives, as the statements give them; what is not given is nan."""
    rows: list[Row] = []
    for place, (arm, size) in enumerate(zip(params.arms, params.sizes, strict=True)):
        row: Row = {"arm": arm, "customers": size, "people": math.nan, "clicked": math.nan}
        if params.is_share:
            row |= {params.measure: params.successes[place]}
        else:
            mean, deviation = params.means[place], params.deviations[place]
            squares = (size - 1) * deviation**2 + size * mean**2
            row |= {params.measure: size * mean, f"{params.measure}_squares": squares}
        rows.append(row)
    return rows


def arms(rows: list[Row], measure: Measure) -> pd.DataFrame:
    """One row an arm, the one that others are compared with first: arm, customers, buyers, clicked, value,
    deviation (of single persons; nan of a share), low, high."""
    found = []
    for row in sorted(rows, key=_order):
        value, error = _value(row, measure)
        is_share = measure in SHARES
        ends = (
            wilson(int(row[measure]), int(row["customers"])) if is_share else (value - _95 * error, value + _95 * error)
        )
        found.append(
            {
                "arm": row["arm"],
                "customers": int(row["customers"]),
                "buyers": row["people"],
                "clicked": row["clicked"],
                "value": value,
                "deviation": error * math.sqrt(int(row["customers"])),
                "low": ends[0],
                "high": ends[1],
            }
        )
    return pd.DataFrame(found, columns=_ARM)


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
        ],
        columns=_PAIR,
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
    if measure in SHARES:
        return share_of(row[measure], row["customers"]), float("nan")
    if measure == "basket":
        return _ratio(row).ratio, math.sqrt(_ratio(row).variance)
    moments = _moments(row, measure)
    return moments.mean, math.sqrt(moments.variance / moments.n)


def _apart(one: Row, other: Row, measure: Measure) -> Difference:
    if measure in SHARES:
        return shares_apart(*(int(row[name]) for row in (one, other) for name in (measure, "customers")))
    if measure == "basket":
        return ratios_apart(_ratio(one), _ratio(other))
    return means_apart(_moments(one, measure), _moments(other, measure))


COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("key", "name", "campaign"),
            *declare("day", "starts_on"),
            *declare("flag", "is_over"),
            *declare("number", "p_dealt", is_safe=True),
            *declare("people", "mixed"),
        )
    ),
    "arms": Frame(
        columns=(
            *declare("key", "arm"),
            *declare("people", "customers"),
            *declare("people", "buyers", "clicked", part_of="customers"),
            *declare("number", "value", "deviation", "low", "high", about=("customers", "buyers", "clicked")),
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
