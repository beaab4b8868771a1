"""What is worth saying about refills."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from insight.i18n import _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of, wilson

if TYPE_CHECKING:
    from insight.analysis.refill.result import RefillResult

_MOST_RHYTHMS = 3


def findings(result: "RefillResult") -> list[Finding]:
    """Who is due soon, who is overdue, the surest rhythms, goods that state another one, goods without."""
    return [
        *_due(result),
        *_overdue(result),
        *_rhythms(result),
        *_stated_otherwise(result),
        *_without(result),
    ]


def _due(result: "RefillResult") -> Iterator[Finding]:
    totals = result.totals
    if totals["due_30"]:
        first = result.due.iloc[0]
        low, high = wilson(totals["due_30"], totals["customers"])
        yield Finding(
            text=_(
                "{month:count} people are due to buy again within 30 days, {week:count} of them within 7; most of all "
                "{name} ({people:count} people)",
                week=totals["due_7"],
                month=totals["due_30"],
                name=first["name"],
                people=int(first["due_30"]),
            ),
            value=share_of(totals["due_30"], totals["customers"]),
            n=totals["customers"],
            low=low,
            high=high,
            certain=totals["due_30"] >= SMALL,
            cell={"window": 30},
            watch="passes",
        )


def _overdue(result: "RefillResult") -> Iterator[Finding]:
    totals = result.totals
    if totals["overdue"]:
        low, high = wilson(totals["overdue"], totals["customers"])
        yield Finding(
            text=_(
                "{people:count} people are overdue: by their rhythm they should have bought again already; "
                "{long:count} more have been away for more than one rhythm",
                people=totals["overdue"],
                long=totals["long_overdue"],
            ),
            value=share_of(totals["overdue"], totals["customers"]),
            n=totals["customers"],
            low=low,
            high=high,
            certain=totals["overdue"] >= SMALL,
            cell={"state": "overdue"},
            watch="passes",
        )


def _rhythms(result: "RefillResult") -> Iterator[Finding]:
    found = result.rhythms[result.rhythms["source"] == "found"]
    for row in found.head(_MOST_RHYTHMS).to_dict("records"):
        yield Finding(
            text=_(
                "{name} is bought again about every {days:count} days (half of the people between {low:count} and "
                "{high:count})",
                name=row["name"],
                days=int(row["rhythm_days"]),
                low=int(row["quarter_days"]),
                high=int(row["three_quarter_days"]),
            ),
            value=float(row["rhythm_days"]),
            n=int(row["customers"]),
            low=float(row["near_low"]),
            high=float(row["near_high"]),
        )


def _stated_otherwise(result: "RefillResult") -> Iterator[Finding]:
    for row in result.rhythms[result.rhythms["source"] == "stated"].to_dict("records"):
        if not _contradicts(row):
            continue
        yield Finding(
            text=_(
                "{name}: the product list says {stated:count} days a piece, but half of those who come back do so "
                "within {days:count}",
                name=row["name"],
                stated=int(row["rhythm_days"]),
                days=int(row["median_days"]),
            ),
            value=float(row["median_days"]),
            n=int(row["customers"]),
        )


def _contradicts(row: dict[Any, Any]) -> bool:
    if pd.isna(row["median_days"]) or row["customers"] < SMALL:
        return False
    return not row["quarter_days"] <= row["rhythm_days"] <= row["three_quarter_days"]


def _without(result: "RefillResult") -> Iterator[Finding]:
    rows = result.rhythms[result.rhythms["source"] == "none"]
    if result.rhythms.empty:
        yield Finding(
            text=_(
                "Nothing can be said about refills yet: of {goods:count} products none states how long it lasts, and "
                "none was bought twice by {people:count} people",
                goods=result.goods,
                people=result.params.least_people,
            ),
            value=None,
            n=result.goods,
            certain=False,
        )
    elif len(rows):
        yield Finding(
            text=_(
                "{goods:count} products have no rhythm of their own, among them {name}: nobody is put on a list for "
                "them",
                goods=len(rows),
                name=rows.iloc[0]["name"],
            ),
            value=None,
            n=int(rows["n"].sum()),
            certain=False,
        )
