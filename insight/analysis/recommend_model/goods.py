"""The goods that offers are made of: what they are called, whether they are on sale, how long they rest when bought."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from insight.analysis.recommend_model.statements import NAMES, SOLD, Level
from insight.analysis.refill import RefillParams, found_rhythms
from insight.warehouse import Warehouse

COLUMNS = ["item", "name", "category", "lines", "buyers", "recent", "last_on", "is_on_sale", "rest_days", "is_lasting"]


@dataclass(frozen=True, slots=True)
class Goods:
    """`known`: goods enough people bought, the most bought lately first; their place in it is their number.

    `people` bought any good.

    Columns: item, name, category, lines, buyers, recent (buyers of the last days), last_on, is_on_sale, rest_days (a
    piece, before it is offered again), is_lasting (from its own rhythm). Of `sold` goods, `rare` ones have too few
    buyers, `gone` ones have not been sold lately, `free` ones are given away; `nameless` ones have no name, and
    `twice` share theirs with another code.
    """

    known: pd.DataFrame
    people: int
    sold: int
    rare: int
    gone: int
    free: int
    nameless: int
    twice: int
    first_on: dt.date | None
    last_on: dt.date | None


def goods(warehouse: Warehouse, values: Mapping[str, Any], level: Level) -> Goods:
    """What was sold before the day, as it was known then."""
    names = warehouse.query(NAMES[level], values)
    counted = warehouse.query(SOLD[level], values)
    sold, everybody = counted[counted["item"].notna()], counted[counted["item"].isna()]
    by_item = names.groupby("item")
    called = by_item[["category", "name"]].first().assign(paid=by_item["paid"].sum(min_count=1))
    table = sold.join(called, on="item")
    is_free = table["paid"].notna() & (table["paid"] <= 0)
    is_gone = (pd.Timestamp(values["as_of"]) - pd.to_datetime(table["last_on"])).dt.days > values["on_sale_days"]
    is_rare = table["buyers"] < values["least_buyers"]
    own = table["name"].dropna()
    table = table.assign(
        name=table["item"].map(_called(names)),
        is_on_sale=~is_gone & ~is_free,
        last_on=table["last_on"],
    )
    kept = table[~is_rare].sort_values(["recent", "buyers", "item"], ascending=[False, False, True], ignore_index=True)
    return Goods(
        known=_resting(warehouse, kept, names, values)[COLUMNS],
        people=int(everybody["buyers"].iloc[0]) if len(everybody) else 0,
        sold=len(table),
        rare=int(is_rare.sum()),
        gone=int((is_gone & ~is_rare).sum()),
        free=int((is_free & ~is_gone & ~is_rare).sum()),
        nameless=len(table) - len(own),
        twice=int(own.duplicated(keep=False).sum()),
        first_on=None if table.empty else table["first_on"].min().date(),
        last_on=None if table.empty else table["last_on"].max().date(),
    )


def _called(names: pd.DataFrame) -> dict[str, str]:
    """Item -> the first of its names; the code where there is none, and behind a name that several have."""
    known = names.dropna(subset=["name"]).drop_duplicates("item")
    first = {str(item): str(name) for item, name in zip(known["item"], known["name"], strict=True)}
    named = {str(item): first.get(str(item), str(item)) for item in names["item"]}
    times = Counter(named.values())
    return {item: name if times[name] == 1 or name == item else f"{name} ({item})" for item, name in named.items()}


def _resting(warehouse: Warehouse, kept: pd.DataFrame, names: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
    """Of several codes a good takes the shortest rhythm; without one it rests as long as is asked for."""
    if kept.empty:
        return kept.assign(rest_days=0, is_lasting=False)
    rhythms = found_rhythms(
        warehouse,
        RefillParams(
            as_of=values["as_of"], currency=values["currency"], look_back_days=min(values["look_back_days"], 730)
        ),
    )
    reckoned = rhythms[rhythms["rhythm_days"].notna()]
    days = dict(zip(reckoned["item"].astype(str), reckoned["rhythm_days"], strict=True))
    own = names.assign(days=names["code"].map(days)).groupby("item")["days"].min()
    found = kept["item"].map(own).to_numpy(dtype="float64")
    is_lasting = ~np.isnan(found)
    rest = np.where(is_lasting, np.nan_to_num(found), values["again_days"]).astype("int64")
    return kept.assign(rest_days=np.minimum(rest, 3650), is_lasting=is_lasting)
