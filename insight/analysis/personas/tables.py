"""From the counts of the warehouse to the small tables of personas."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from insight.statistics.comparison import CHANCE
from insight.statistics.intervals import SMALL, share_of, shares
from insight.statistics.target_group import indices

LEAST_WITH = 10
"""A value that fewer people of the base have tells nothing of a group, and is not tried."""

CLEAR = 0.2
"""Cohen's h from which a difference is worth a sentence: small, by his own word."""

TRAIT_COLUMNS = [
    "group",
    "trait",
    "value",
    "n",
    "with_value",
    "share",
    "base_n",
    "base_with",
    "base_share",
    "index",
    "low",
    "high",
    "effect",
    "p",
    "p_corrected",
    "is_certain",
]


def traits(rows: Sequence[Mapping[str, Any]], codes: Sequence[str]) -> pd.DataFrame:
    """One row a group and value of a trait that was tried, what sets the group apart most first."""
    frames = [_of_group(rows, code, place) for place, code in enumerate(codes, 1)]
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=TRAIT_COLUMNS)
    return whole[TRAIT_COLUMNS]


def _of_group(rows: Sequence[Mapping[str, Any]], code: str, place: int) -> pd.DataFrame:
    known: dict[str, int] = {}
    of_base: dict[str, int] = {}
    for row in rows:
        known[row["trait"]] = known.get(row["trait"], 0) + int(row[f"with_{place}"])
        of_base[row["trait"]] = of_base.get(row["trait"], 0) + int(row["base_with"])
    tried = [row for row in rows if row["base_with"] >= LEAST_WITH and known[row["trait"]]]
    table = pd.DataFrame(
        {
            "group": code,
            "trait": [row["trait"] for row in tried],
            "value": [row["value"] for row in tried],
            "n": [known[row["trait"]] for row in tried],
            "with_value": [int(row[f"with_{place}"]) for row in tried],
            "base_n": [of_base[row["trait"]] for row in tried],
            "base_with": [int(row["base_with"]) for row in tried],
        }
    )
    found = indices(table["with_value"], table["n"], table["base_with"], table["base_n"])
    table = table.join(found)
    table["is_certain"] = (table["p_corrected"] < CHANCE) & (table["n"] >= SMALL)
    order = table["effect"].abs().fillna(-1)
    return table.assign(order=order).sort_values(
        ["order", "trait", "value"], ascending=[False, True, True], ignore_index=True
    )


def products(rows: Sequence[Mapping[str, Any]], code: str, group_n: int, base_n: int) -> pd.DataFrame:
    """The products that most of a group bought: group, product, customers, share, base_share, index."""
    table = pd.DataFrame(
        {
            "group": code,
            "product": [row["product"] for row in rows],
            "customers": [int(row["group_with"]) for row in rows],
            "share": [share_of(row["group_with"], group_n) for row in rows],
            "base_share": [share_of(row["base_with"], base_n) for row in rows],
        }
    )
    return table.assign(index=100 * shares(table["share"], table["base_share"]))


def hours(rows: Sequence[Mapping[str, Any]], code: str) -> pd.DataFrame:
    """When a group orders: group, hour, orders, share, base_share, index. Orders without a time of day are left out."""
    orders, base = (sum(int(row[name]) for row in rows) for name in ("orders", "base_orders"))
    table = pd.DataFrame(
        {
            "group": code,
            "hour": [int(row["hour"]) for row in rows],
            "orders": [int(row["orders"]) for row in rows],
            "share": [share_of(row["orders"], orders) for row in rows],
            "base_share": [share_of(row["base_orders"], base) for row in rows],
        }
    )
    return table.assign(index=100 * shares(table["share"], table["base_share"]))


def paths(rows: Sequence[Mapping[str, Any]], code: str) -> pd.DataFrame:
    """The commonest visits: group, path (what was done, in the order of the first time), visits, customers, share."""
    return pd.DataFrame(
        {
            "group": code,
            "path": [row["path"] for row in rows],
            "visits": [int(row["visits"]) for row in rows],
            "customers": [int(row["customers"]) for row in rows],
            "share": [share_of(row["visits"], row["all_visits"]) for row in rows],
        }
    )
