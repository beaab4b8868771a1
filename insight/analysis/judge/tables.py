"""From the comparisons to the small tables that are shown."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from insight.analysis.judge.checks import Way
from insight.analysis.judge.comparisons import DECIDED_AT, Comparison
from insight.analysis.judge.measured import ALIKE, Measured
from insight.analysis.judge.params import OUTCOMES, Outcome
from insight.analysis.judge.verdict import Verdict
from insight.results import SINGLE, Declared, Frame, declare
from insight.statistics.intervals import share_of, wilson
from insight.statistics.power import smallest_seen
from insight.statistics.strata import standardised

ARMS = ("treated", "control", "others", "both", "busy", "left_out")
_SHOWN_ARMS = ("treated", "control", "others")
_STATES = ("decides", "stands", "failed", "impossible")


def arms(measured: Measured) -> pd.DataFrame:
    """By arm, those with somebody in them: see `JudgeResult.arms`."""
    rows: list[dict[str, Any]] = []
    for arm in ARMS:
        customers = measured.customers(arm)
        if not customers:
            continue
        buyers, before = (int(measured.total(arm, "people", window)) for window in (0, 1))
        low, high = wilson(buyers, customers)
        rows.append(
            {
                "arm": arm,
                "customers": customers,
                "buyers": buyers,
                "rate": share_of(buyers, customers),
                "low": low,
                "high": high,
                "orders": int(measured.total(arm, "orders", 0)),
                "net_amount": measured.total(arm, "money", 0),
                "buyers_before": before,
                "orders_before": int(measured.total(arm, "orders", 1)),
                "net_amount_before": measured.total(arm, "money", 1),
            }
        )
    return pd.DataFrame(rows)


def comparisons(found: Mapping[Way, Comparison], verdict: Verdict) -> pd.DataFrame:
    """One row a comparison: see `JudgeResult.comparisons`."""
    return pd.DataFrame(
        [
            {
                "way": way,
                "state": _state(one, verdict),
                "customers": one.customers,
                "others": one.others,
                "rate": one.mean,
                "other_rate": one.other_mean,
                "difference": one.of("people").value,
                "low": one.of("people").low,
                "high": one.of("people").high,
                "p": one.of("people").p,
                "smallest_seen": smallest_seen(one.of("people").error, alpha=DECIDED_AT),
                "why_not": one.why_not or (one.failed.said if one.failed else None),
            }
            for way, one in found.items()
        ]
    )


def _state(one: Comparison, verdict: Verdict) -> str:
    if one.why_not is not None:
        return "impossible"
    if one.failed is not None:
        return "failed"
    return "decides" if one.way == verdict.way else "stands"


def effects(one: Comparison, treated: int) -> pd.DataFrame:
    """By outcome, for all people compared at once: see `JudgeResult.effects`."""
    people = one.customers if one.way in ("matched", "propensity") else treated
    rows = []
    for outcome in OUTCOMES:
        each = one.of(outcome)
        whole = each.times(people)
        rows.append(
            {
                "outcome": outcome,
                "customers": people,
                "value": whole.value,
                "low": whole.low,
                "high": whole.high,
                "p": each.p,
                "smallest_seen": smallest_seen(whole.error, alpha=DECIDED_AT),
            }
        )
    return pd.DataFrame(rows)


def cost_per_order(cost: float | None, orders: Mapping[str, float]) -> tuple[float, float, float] | None:
    """What one more order cost: at best guess, at least and at most (infinite where none may be due to it). None where
    the cost is not known or nothing says that there was one more."""
    if not cost or not orders["value"] > 0:
        return None
    most = cost / orders["low"] if orders["low"] > 0 else math.inf
    return cost / orders["value"], cost / orders["high"], most


def checks(found: Mapping[Way, Comparison]) -> pd.DataFrame:
    """way, key, passed, said: of the comparisons that can be made."""
    rows = [
        {"way": check.way, "key": check.key, "passed": check.passed, "said": check.said}
        for one in found.values()
        if one.why_not is None
        for check in one.checks
    ]
    return pd.DataFrame(rows, columns=["way", "key", "passed", "said"])


def balance(measured: Measured, other: str) -> pd.DataFrame:
    """By trait: how far both sides were apart before the start, and when people alike are compared."""
    mine, theirs = measured.traits("treated"), measured.traits(other)
    compared, alike = measured.compared("treated", other), measured.balanced("treated", other)
    return pd.DataFrame(
        [
            {
                "trait": trait,
                "customers": mine[trait].n,
                "others": theirs[trait].n,
                "mean": mine[trait].mean,
                "other_mean": theirs[trait].mean,
                "apart": standardised(mine[trait], theirs[trait]),
                "alike_mean": alike[trait].mean,
                "apart_alike": standardised(compared[trait], alike[trait]),
            }
            for trait in mine
        ]
    )


def first_days(rows: pd.DataFrame, measured: Measured, other: str, days: int) -> pd.DataFrame:
    """By arm and day since the start (1 is the first): the share that has bought by its end. The others count as if
    they were spread over people alike as those contacted are."""
    weights = measured.weights("treated", other) if other == "others" else None
    found = []
    for arm in ("treated", other):
        part = rows[(rows["arm"] == arm) & rows["day_after"].notna()]
        each = part["customers"].astype("float64")
        whole = float(measured.customers(arm))
        if arm == "others" and weights is not None and len(weights):
            each = each * weights.reindex(pd.MultiIndex.from_frame(part[ALIKE])).fillna(0.0).to_numpy()
            sizes = measured.rows[measured.rows["arm"] == arm].set_index(ALIKE)["customers"]
            whole = float((sizes * weights.reindex(sizes.index).fillna(0.0)).sum())
        by_day = each.groupby(part["day_after"].astype("int64")).sum().reindex(range(days), fill_value=0.0).cumsum()
        if whole:
            found.append(_curve(arm, measured.customers(arm), by_day / whole))
    return pd.concat(found, ignore_index=True)


def _curve(arm: str, customers: int, by_day: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {"arm": arm, "day": range(1, len(by_day) + 1), "customers": customers, "rate": by_day.to_numpy()}
    )


def row_of(frame: pd.DataFrame, column: str, value: str) -> dict[str, Any] | None:
    """The row with that value, by name of its columns; None where there is none."""
    rows = frame[frame[column] == value].to_dict("records") if column in frame else []
    return {str(name): cell for name, cell in rows[0].items()} if rows else None


def effect_of(frame: pd.DataFrame, outcome: Outcome) -> dict[str, Any]:
    """The row of an outcome."""
    found = row_of(frame, "outcome", outcome)
    assert found is not None
    return found


_SIDES = declare("people", "customers", "others")

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("key", "group", "span", "verdict", "grade", "way"),
            *declare("text", "why"),
            *declare("money", "cost", is_safe=True),
        )
    ),
    "arms": Frame(
        columns=(
            *declare("key", "arm"),
            *declare("people", "customers"),
            *declare("people", "buyers", "buyers_before", part_of="customers"),
            *declare("rate", "rate", "low", "high", about=("customers", "buyers")),
            *declare("count", "orders", about=("buyers",)),
            *declare("money", "net_amount", about=("buyers",)),
            *declare("count", "orders_before", about=("buyers_before",)),
            *declare("money", "net_amount_before", about=("buyers_before",)),
        )
    ),
    "comparisons": Frame(
        columns=(
            *declare("key", "way", "state"),
            *declare("text", "why_not"),
            *_SIDES,
            *declare("rate", "rate", "other_rate", "difference", "low", "high", "p", "smallest_seen"),
        )
    ),
    "effects": Frame(
        columns=(
            *declare("key", "outcome"),
            *declare("people", "customers"),
            *declare("number", "value", "low", "high", "p", "smallest_seen"),
        )
    ),
    "checks": Frame(columns=(*declare("key", "way", "key"), *declare("flag", "passed"), *declare("text", "said"))),
    "balance": Frame(
        columns=(
            *declare("key", "trait"),
            *_SIDES,
            *declare("number", "mean", "other_mean", "apart", "alike_mean", "apart_alike"),
        )
    ),
    "known_before": Frame(
        columns=(*declare("key", "trait"), *declare("number", "apart", "apart_exact", "apart_scores"))
    ),
    "groups": Frame(
        columns=(
            *declare("key", "kind", "group"),
            *_SIDES,
            *declare("rate", "rate", "other_rate", "difference", "low", "high", "p"),
            *declare("flag", "certain"),
        )
    ),
    "first_days": Frame(
        columns=(*declare("key", "arm", "day"), *declare("people", "customers"), *declare("rate", "rate"))
    ),
    "series": Frame(
        columns=(*declare("day", "day"), *declare("people", "people"), *declare("number", "expected", "low", "high"))
    ),
    "recall": Frame(
        columns=(
            *_SIDES,
            *declare("people", "buyers", part_of="customers"),
            *declare("people", "other_buyers", part_of="others"),
            *declare("rate", "rate", "other_rate", "difference", "low", "high", "p"),
            *declare("number", "more", "more_low", "more_high"),
            *declare("money", "money", "money_low", "money_high", "cost_each"),
            *declare("flag", "certain"),
        )
    ),
    "overlaps": Frame(columns=(*declare("key", "campaign_id"), *declare("people", "customers"))),
}
"""What the fields of the result are about."""
