"""From the counts of the warehouse to the small tables that are shown."""

import datetime as dt
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from insight.analysis.lifecycle.limits import SHARES, proposed
from insight.analysis.lifecycle.params import LifecycleParams
from insight.analysis.lifecycle.stages import (
    FREQUENCY,
    MOVEMENTS,
    RECENCY,
    STAGES,
    Limits,
    Movement,
    definitions,
    stage_numbered,
)
from insight.results import SINGLE, Declared, Frame, Steps, Total, declare
from insight.statistics.intervals import share_of, wilson
from insight.statistics.return_curve import return_curve

MOST_CATEGORIES = 12


class Counted(NamedTuple):
    """What `statements.FLOWS` found, by what it counts; people and, where it is shown, their net amount."""

    labels: dict[tuple[int, int], tuple[int, float]]
    stages: dict[int, tuple[int, float]]
    flows: dict[tuple[int, int, int], int]


def counted(rows: pd.DataFrame, months: int) -> Counted:
    """Tell the groupings apart by the columns that each fills."""
    found = Counted({}, {}, {})
    for row in rows.to_dict("records"):
        number = (int(row["customers"]), float(row["net_amount"]))
        if not pd.isna(row["frequency_label"]):
            found.labels[int(row["frequency_label"]), int(row["recency_label"])] = number
            continue
        days = [day for day in range(months + 1) if not pd.isna(row[f"stage_{day}"])]
        if len(days) == 1:
            found.stages[int(row[f"stage_{months}"])] = number
        else:
            found.flows[days[0], int(row[f"stage_{days[0]}"]), int(row[f"stage_{days[1]}"])] = number[0]
    return found


def stages(found: Counted, limits: Limits) -> pd.DataFrame:
    """Every stage: stage, label, definition, customers, share (of all known), net_amount, net_amount_share."""
    said = definitions(limits)
    rows = [(one.key, one.label, said[one.key], *found.stages.get(one.number, (0, 0.0))) for one in STAGES]
    table = pd.DataFrame(rows, columns=["stage", "label", "definition", "customers", "net_amount"])
    return _with_shares(table)


def labels(found: Counted) -> pd.DataFrame:
    """Every pair of labels: frequency_label, recency_label, customers, share (of buyers), net_amount and its share."""
    rows = [
        (often.key, lately.key, *found.labels.get((often.number, lately.number), (0, 0.0)))
        for often in FREQUENCY
        for lately in RECENCY
    ]
    table = pd.DataFrame(rows, columns=["frequency_label", "recency_label", "customers", "net_amount"])
    return _with_shares(table)


def flows(found: Counted, params: LifecycleParams) -> pd.DataFrame:
    """By month, who was where at its start and at its end: period, from_stage, to_stage, customers; no empty rows.

    People first heard of within the month come from "unknown".
    """
    months = params.bounds()
    rows = [
        (months[month], stage_numbered(start).key, stage_numbered(end).key, customers)
        for (month, start, end), customers in sorted(found.flows.items())
        if end > 0
    ]
    return pd.DataFrame(rows, columns=["period", "from_stage", "to_stage", "customers"])


def sizes(found: Counted, params: LifecycleParams) -> pd.DataFrame:
    """Every stage at the end of every month: period, as_of (the day after the month), stage, customers, is_complete."""
    bounds = params.bounds()
    people: dict[tuple[int, int], int] = {}
    for (month, _start, end), customers in found.flows.items():
        people[month, end] = people.get((month, end), 0) + customers
    rows = [
        (bounds[month], bounds[month + 1], one.key, people.get((month, one.number), 0), _is_whole(bounds[month + 1]))
        for month in range(params.months)
        for one in STAGES
    ]
    return pd.DataFrame(rows, columns=["period", "as_of", "stage", "customers", "is_complete"])


def pulse(found: Counted, params: LifecycleParams) -> pd.DataFrame:
    """By month: period, new, won_back, newly_dormant, pulse, low, high, n, is_complete.

    pulse = (new + won_back) / newly_dormant, nan where nobody fell dormant. n counts all three. The interval is that of
    a ratio of two counts: given their sum, the first is binomial (Przyborowski and Wilenski 1940, Biometrika 31,
    313-323); `high` is nan where only its lower end can be told.
    """
    bounds = params.bounds()
    rows = []
    for month in range(params.months):
        moved = {name: _moved(found, month, name) for name in MOVEMENTS}
        gained, gone = moved["new"] + moved["won_back"], moved["newly_dormant"]
        ends = _ratio_interval(gained, gone)
        whole = _is_whole(bounds[month + 1])
        rows.append((bounds[month], *moved.values(), share_of(gained, gone), *ends, gained + gone, whole))
    columns = ["period", *MOVEMENTS, "pulse", "low", "high", "n", "is_complete"]
    return pd.DataFrame(rows, columns=columns).astype({"pulse": "float64", "low": "float64", "high": "float64"})


def waits(rows: pd.DataFrame) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Waits that are over, and waits that are not: days -> how many."""
    over, open_ = ({}, {}) if rows.empty else (_days(rows, "returned"), _days(rows, "waiting"))
    return over, open_


def categories(rows: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The buyers of each category with enough returns, most returns first, at most MOST_CATEGORIES of them.

    First a table: category, active, dormant, lost (days proposed), n (returns), customers. Then their curves, as
    `return_curve` has them, with the category.
    """
    found, curves = [], [pd.DataFrame(columns=["category", *return_curve({}, {}).columns])]
    for category, part in () if rows is None else rows.groupby("category"):
        over, open_ = waits(part)
        curve = return_curve(over, open_)
        own = proposed(curve)
        if own is not None:
            found.append((category, *own.values(), int(curve["returned"].sum()), sum(open_.values())))
            curves.append(curve.assign(category=category))
    table = pd.DataFrame(found, columns=["category", *SHARES, "n", "customers"])
    table = table.sort_values(["n", "category"], ascending=[False, True], ignore_index=True).head(MOST_CATEGORIES)
    joined = pd.concat(curves, ignore_index=True) if found else curves[0]
    return table, joined[joined["category"].isin(table["category"])].reset_index(drop=True)


def _days(rows: pd.DataFrame, outcome: str) -> dict[int, int]:
    chosen = rows[rows["outcome"] == outcome]
    return {int(days): int(n) for days, n in zip(chosen["days"], chosen["n"], strict=True)}


def _moved(found: Counted, month: int, movement: Movement) -> int:
    _label, (from_least, from_most), (to_least, to_most) = MOVEMENTS[movement]
    return sum(
        customers
        for (place, start, end), customers in found.flows.items()
        if place == month and from_least <= start <= from_most and to_least <= end <= to_most
    )


def _ratio_interval(one: int, other: int) -> tuple[float | None, float | None]:
    low, high = wilson(one, one + other)
    if low is None or high is None or not other:
        return None, None
    return low / (1 - low), high / (1 - high)


def _is_whole(bound: dt.date) -> bool:
    return bound.day == 1


def _with_shares(table: pd.DataFrame) -> pd.DataFrame:
    people, amount = int(table["customers"].sum()), float(table["net_amount"].sum())
    shares: dict[str, Any] = {
        "share": [share_of(customers, people) for customers in table["customers"]],
        "net_amount_share": [share_of(part, amount) for part in table["net_amount"]],
    }
    return table.assign(**shares)


def _at_the_end(sizes: pd.DataFrame) -> list[Hashable]:
    """The stages on the last day, as `stages` has them; None before."""
    last = sizes["as_of"].max() if len(sizes) else None
    return [(stage,) if day == last else None for day, stage in zip(sizes["as_of"], sizes["stage"], strict=True)]


_CURVE = (
    *declare("key", "day", "category"),
    *declare("people", "n"),
    *declare("people", "returned", is_aside=True),
    *declare("rate", "rate", "low", "high", about=("n",)),
)

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "people"),
            *declare("people", "buyers", part_of="people"),
            *declare("days", "active_days", "dormant_days", "lost_days", "won_back_days", is_safe=True),
        )
    ),
    "stages": Frame(
        columns=(
            *declare("key", "stage"),
            *declare("text", "label", "definition"),
            *declare("people", "customers"),
            *declare("share", "share", "net_amount_share"),
            *declare("money", "net_amount"),
        ),
        totals=(Total(column="customers", to=(SINGLE, "people", ())),),
    ),
    "labels": Frame(
        columns=(
            *declare("key", "frequency_label", "recency_label"),
            *declare("people", "customers"),
            *declare("share", "share", "net_amount_share"),
            *declare("money", "net_amount"),
        ),
        totals=(Total(column="customers", to=(SINGLE, "buyers", ())),),
    ),
    "sizes": Frame(
        columns=(
            *declare("day", "period", "as_of"),
            *declare("key", "stage"),
            *declare("people", "customers"),
            *declare("flag", "is_complete"),
        ),
        totals=(Total(column="customers", alike=_at_the_end, to=("stages", "customers", ("stage",))),),
    ),
    # Ways of few people would hide the stages themselves: kept from managers as a whole, they hide nothing.
    "flows": Frame(
        columns=(*declare("day", "period"), *declare("key", "from_stage", "to_stage"), *declare("one", "customers"))
    ),
    "pulse": Frame(
        columns=(
            *declare("day", "period"),
            *declare("people", *MOVEMENTS, "n"),
            *declare("number", "pulse", "low", "high"),
            *declare("flag", "is_complete"),
        ),
        sums=((tuple(MOVEMENTS), "n"),),
    ),
    "gaps": Frame(columns=_CURVE, steps=Steps(left="n", gone="returned")),
    "limit_table": Frame(
        columns=(
            *declare("text", "limit", "source"),
            *declare("days", "days", is_safe=True),
            *declare("people", "n"),
            *declare("share", "share"),
            *declare("days", "low", "high"),
        )
    ),
    "categories": Frame(
        columns=(
            *declare("key", "category"),
            *declare("days", *SHARES),
            *declare("people", "n", "customers"),
        )
    ),
    "category_gaps": Frame(columns=_CURVE, steps=Steps(left="n", gone="returned", within=("category",))),
}
"""What the fields of the result are about."""
