"""From the sums of two spans of days to what changed, and which part made how much of it."""

import math
from typing import Any

import pandas as pd

from insight.i18n import Text, _
from insight.results import SINGLE, Declared, Frame, declare
from insight.statistics.contributions import of_factors
from insight.statistics.intervals import share_of
from insight.statistics.two_groups import (
    UNKNOWN,
    Difference,
    Moments,
    RatioSums,
    means_apart,
    ratios_apart,
    shares_apart,
)

MEASURES: dict[str, Text] = {
    "buyers": _("Buyers"),
    "orders": _("Orders"),
    "net_amount": _("Revenue"),
    "basket": _("Basket"),
    "orders_per_buyer": _("Orders a buyer"),
    "repeat_rate": _("Repeat rate"),
    "new_share": _("Share of new buyers"),
    "bought_share": _("Share of these people who bought"),
    "conversion_rate": _("Visitors who bought"),
    "satisfaction": _("Mean rating"),
}
_BASES = {"conversion_rate": "visitors", "satisfaction": "raters"}
"""Measures of others than the buyers, and whose they are."""

_MORE = {
    "visited": ("visitors", "converted"),
    "rated": ("raters", "ratings", "rating_squares"),
}
FACTORS: dict[str, Text] = {
    "buyers": _("Buyers"),
    "orders_per_buyer": _("Orders a buyer"),
    "basket": _("Basket"),
}
BUYERS: dict[str, Text] = {"new": _("New buyers"), "returning": _("Returning buyers")}
_SUMMED = ["buyers", "orders", "net_amount", "orders_squares", "amount_squares", "products", "repeat_buyers"]


def of_period(
    rows: pd.DataFrame, period: str, *, customers: int, visited: pd.DataFrame, rated: pd.DataFrame
) -> dict[str, float]:
    """The sums of a period, and what follows from them; of the `customers` of the group those who visited and rated."""
    part = rows[rows["period"] == period]
    found = {name: float(part[name].sum()) for name in _SUMMED}
    for name, frame in (("visited", visited), ("rated", rated)):
        own = frame[frame["period"] == period]
        found |= {column: float(own[column].sum()) for column in _MORE[name]}
    new = float(part.loc[part["buyer"] == "new", "buyers"].sum())
    return found | {
        "new": new,
        "basket": share_of(found["net_amount"], found["orders"]),
        "orders_per_buyer": share_of(found["orders"], found["buyers"]),
        "repeat_rate": share_of(found["repeat_buyers"], found["buyers"]),
        "new_share": share_of(new, found["buyers"]),
        "bought_share": share_of(found["buyers"], customers),
        "conversion_rate": share_of(found["converted"], found["visitors"]),
        "satisfaction": share_of(found["ratings"], found["raters"]),
    }


def measures(before: dict[str, float], after: dict[str, float]) -> pd.DataFrame:
    """One row a measure: see `BeforeAfterResult.measures`."""
    rows: list[dict[str, Any]] = []
    for measure in MEASURES:
        apart = _apart(measure, before, after)
        rows.append(
            {
                "measure": measure,
                "buyers_before": int(before[_BASES.get(measure, "buyers")]),
                "buyers_after": int(after[_BASES.get(measure, "buyers")]),
                "before": before[measure],
                "after": after[measure],
                "change": after[measure] - before[measure],
                "change_share": share_of(after[measure] - before[measure], before[measure]),
                "low": apart.low,
                "high": apart.high,
                "certain": apart.direction != 0,
            }
        )
    return pd.DataFrame(rows)


def _apart(measure: str, before: dict[str, float], after: dict[str, float]) -> Difference:
    """Counts were counted and have no interval; rates and averages of buyers have."""
    if measure == "basket":
        return ratios_apart(_money(after), _money(before))
    if measure == "satisfaction":
        return means_apart(_ratings(after), _ratings(before))
    counted = {"repeat_rate": "repeat_buyers", "new_share": "new", "conversion_rate": "converted"}.get(measure)
    return _shares(after, before, counted, _BASES.get(measure, "buyers")) if counted else UNKNOWN


def _money(sums: dict[str, float]) -> RatioSums:
    return RatioSums(
        n=int(sums["buyers"]),
        over=sums["net_amount"],
        under=sums["orders"],
        over_squares=sums["amount_squares"],
        under_squares=sums["orders_squares"],
        products=sums["products"],
    )


def _ratings(sums: dict[str, float]) -> Moments:
    return Moments(int(sums["raters"]), sums["ratings"], sums["rating_squares"])


def _shares(one: dict[str, float], other: dict[str, float], name: str, base: str) -> Difference:
    return shares_apart(int(one[name]), int(one[base]), int(other[name]), int(other[base]))


def contributions(
    before: dict[str, float], after: dict[str, float], rows: pd.DataFrame, channels: pd.DataFrame
) -> pd.DataFrame:
    """What made the change of revenue, split three ways, each adding up: see `BeforeAfterResult.contributions`."""
    change = after["net_amount"] - before["net_amount"]
    found = [
        *_factors(before, after),
        *_parts("buyer", rows.assign(part=rows["buyer"]), list(BUYERS)),
        *_parts("channel", channels.assign(part=channels["channel"]), sorted(set(channels["channel"]))),
    ]
    for row in found:
        row["share"] = share_of(row["change"], change)
    columns = ["kind", "part", "buyers_before", "buyers_after", "before", "after", "change", "share"]
    table = pd.DataFrame(found, columns=columns)
    return table.astype(dict.fromkeys(("buyers_before", "buyers_after"), "int64"))


def _factors(before: dict[str, float], after: dict[str, float]) -> list[dict[str, Any]]:
    pairs = [(before[name], after[name]) for name in FACTORS]
    known = [0.0 if math.isnan(value) else value for pair in pairs for value in pair]
    split = of_factors(known[::2], known[1::2])
    return [
        {
            "kind": "factor",
            "part": name,
            "buyers_before": int(before["buyers"]),
            "buyers_after": int(after["buyers"]),
            "before": pair[0],
            "after": pair[1],
            "change": made,
        }
        for name, pair, made in zip(FACTORS, pairs, split, strict=True)
    ]


def _parts(kind: str, rows: pd.DataFrame, names: list[str]) -> list[dict[str, Any]]:
    found = []
    for name in names:
        sides = [rows[(rows["part"] == name) & (rows["period"] == period)] for period in ("before", "after")]
        money = [float(side["net_amount"].sum()) for side in sides]
        people = [int(side["buyers"].sum()) for side in sides]
        found.append(
            {
                "kind": kind,
                "part": name,
                "buyers_before": people[0],
                "buyers_after": people[1],
                "before": money[0],
                "after": money[1],
                "change": money[1] - money[0],
            }
        )
    return found


_BUYERS = declare("people", "buyers_before", "buyers_after")

COLUMNS: Declared = {
    SINGLE: Frame(columns=(*declare("key", "group", "festivals"), *declare("people", "customers"))),
    "measures": Frame(
        columns=(
            *declare("key", "measure"),
            *declare("flag", "certain"),
            *_BUYERS,
            *declare("number", "before", "after", "change", "change_share", "low", "high"),
        )
    ),
    "contributions": Frame(
        columns=(
            *declare("key", "kind", "part"),
            *_BUYERS,
            *declare("number", "before", "after", "change", "share"),
        )
    ),
}
"""What the fields of the result are about."""
