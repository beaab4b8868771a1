"""From the counts of the warehouse to the small tables of refills."""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

import pandas as pd

from insight.analysis.refill.chance import TIMES_CHANCE, Way, certain_share, near, share_by_chance
from insight.analysis.refill.params import WINDOWS, Level
from insight.results import SINGLE, Declared, Frame, Total, declare
from insight.statistics.intervals import share_of
from insight.statistics.return_curve import day_by, return_curve

COUNTS = ["due_7", "due_14", "due_30", "later", "overdue", "long_overdue", "customers"]
_RHYTHM_COLUMNS = [
    *("item", "name", "category", "source", "rhythm_days", "stated_days", "median_days", "quarter_days"),
    *("three_quarter_days", "near_share", "near_low", "near_high", "chance_share", "certain", "n", "customers"),
]


@dataclass(frozen=True, slots=True)
class Good:
    """A product or a category: what it is called, and how many days a piece lasts where that is stated."""

    name: str
    category: str | None
    stated_days: float | None


def goods(rows: pd.DataFrame, level: Level) -> dict[str, Good]:
    """By item. Of several stated numbers a product takes the smallest, a category the median of its products."""
    by_item = rows.groupby("item", sort=True).agg(
        name=("name", "first"), category=("category", "first"), stated=("refill_days", "min")
    )
    by_product = {
        str(item): Good(str(name), None if pd.isna(category) else str(category), None if pd.isna(days) else float(days))
        for item, name, category, days in by_item.itertuples(name=None)
    }
    if level == "product":
        return by_product
    stated: dict[str, list[float]] = {}
    for good in by_product.values():
        if good.category is not None:
            stated.setdefault(good.category, []).extend([good.stated_days] if good.stated_days else [])
    return {name: Good(name, name, median(days) if days else None) for name, days in sorted(stated.items())}


def rhythms(rows: pd.DataFrame, known: Mapping[str, Good]) -> pd.DataFrame:
    """Goods that state their days, and goods enough people bought twice; the surest and most bought first.

    rhythm_days is what is reckoned with: the stated days ("stated"), else the median of the data where it can be told
    from chance ("found"), else nan ("none").
    """
    seen = {str(item): part for item, part in rows.groupby("item", sort=True)}
    stated = {item for item, good in known.items() if good.stated_days}
    measured = [(item, _measured(part, len(seen))) for item, part in seen.items()]
    table = [_row(item, known.get(item), found) for item, found in measured]
    table += [_row(item, known[item], {}) for item in sorted(stated - seen.keys())]
    frame = pd.DataFrame(table, columns=_RHYTHM_COLUMNS)
    frame = frame.astype(dict.fromkeys(_RHYTHM_COLUMNS[4:13], "float64") | {"certain": "bool"})
    return frame.sort_values(["certain", "customers", "item"], ascending=[False, False, True], ignore_index=True)


def _row(item: str, good: Good | None, found: Mapping[str, Any]) -> dict[str, Any]:
    stated = good.stated_days if good else None
    is_found = bool(found.get("is_found"))
    source = "stated" if stated else "found" if is_found else "none"
    return {
        "item": item,
        "name": good.name if good else item,
        "category": good.category if good else None,
        "source": source,
        "rhythm_days": max(int(stated + 0.5), 1) if stated else found["median_days"] if is_found else None,
        "stated_days": stated,
        "certain": source != "none",
        "n": 0,
        "customers": 0,
    } | {name: value for name, value in found.items() if name != "is_found"}


def _measured(part: pd.DataFrame, tried: int) -> dict[str, Any]:
    """What the data say of one good. Quartiles are of those who come back, with waits not over yet counted fairly."""
    waits = part[part["days"].notna()]
    over = _counts(waits[waits["is_over"].astype(bool)], "days")
    people, gaps = int(waits["customers"].sum()), sum(over.values())
    curve = return_curve(over, _counts(waits[~waits["is_over"].astype(bool)], "days"))
    quartiles = [day_by(curve, share) for share in (0.25, 0.5, 0.75)]
    found: dict[str, Any] = {"n": gaps, "customers": people}
    if any(day is None for day in quartiles):
        return found
    low, middle, high = (day.day for day in quartiles if day is not None)
    bounds = near(middle)
    gaps_near = sum(count for day, count in over.items() if bounds.least <= day <= bounds.most)
    ends = certain_share(gaps_near, gaps, people, tried)
    chance = share_by_chance(middle, _sold(part), _ways(part))
    return found | {
        "median_days": middle,
        "quarter_days": low,
        "three_quarter_days": high,
        "near_share": share_of(gaps_near, gaps),
        "near_low": ends.low,
        "near_high": ends.high,
        "chance_share": chance,
        "is_found": ends.low is not None and ends.low >= TIMES_CHANCE * chance,
    }


def gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Days a piece between two purchases of a good by one person: item, days, n."""
    found = rows[rows["days"].notna() & rows["is_over"].fillna(value=False).astype(bool)]
    table = found[["item", "days", "n"]].astype({"item": "str", "days": "int64", "n": "int64"})
    return table.sort_values(["item", "days"], ignore_index=True)


def due(rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """By good that is reckoned with, most people due first: item, name, due_7, due_14, due_30 (each within the next),
    later, overdue (since at most its rhythm), long_overdue, customers."""
    by_item = rows[rows["item"].notna() & rows["run_out_on"].isna()]
    names = dict(zip(known["item"], known["name"], strict=True))
    table = by_item.assign(name=by_item["item"].map(names))[["item", "name", *COUNTS]]
    table = table.astype({"item": "str", "name": "str"} | dict.fromkeys(COUNTS, "int64"))
    return table.sort_values(["due_30", "item"], ascending=[False, True], ignore_index=True)


def totals(rows: pd.DataFrame) -> dict[str, int]:
    """The same of any good: everybody once in each number."""
    in_all = rows[rows["item"].isna() & rows["run_out_on"].isna()]
    return {name: int(in_all[name].iloc[0]) if len(in_all) else 0 for name in COUNTS}


def days(rows: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Every day of the next thirty for any good (item None), and days on which somebody runs out of a good:
    run_out_on, item, customers."""
    dated = rows[rows["run_out_on"].notna()]
    found = {
        (day.date(), None if pd.isna(item) else str(item)): int(customers)
        for day, item, customers in zip(dated["run_out_on"], dated["item"], dated["due_30"], strict=True)
    }
    every = [(as_of + dt.timedelta(days=ahead), None) for ahead in range(WINDOWS[-1])]
    keys = [*every, *sorted(key for key in found if key[1] is not None)]
    on, items = zip(*keys, strict=True)
    return pd.DataFrame(
        {
            "run_out_on": list(on),
            "item": pd.Series(items, dtype=object),
            "customers": [found.get(key, 0) for key in keys],
        }
    )


def _counts(rows: pd.DataFrame, column: str) -> dict[int, int]:
    return {int(value): int(n) for value, n in zip(rows[column], rows["n"], strict=True)}


def _sold(part: pd.DataFrame) -> dict[int, int]:
    """Day number -> people who bought it on that day."""
    dated = part[part["ordered_on"].notna()]
    return {day.toordinal(): int(n) for day, n in zip(dated["ordered_on"], dated["n"], strict=True)}


def _ways(part: pd.DataFrame) -> list[Way]:
    bought = part[part["days_bought"].notna() & part["is_over"].fillna(value=False).astype(bool)]
    columns = zip(bought["days_bought"], bought["pieces"], bought["n"], strict=True)
    return [Way(int(often), float(pieces), int(n)) for often, pieces, n in columns]


def _within(days: int, *, of_a_good: bool) -> Callable[[pd.DataFrame], list[Hashable]]:
    """The good that somebody runs out of within so many days (the first of all days is the as-of day); or any good."""

    def goods(frame: pd.DataFrame) -> list[Hashable]:
        on = pd.to_datetime(frame["run_out_on"])
        is_soon = (on - on.min()).dt.days < days
        keys = [(item,) if of_a_good else () for item in frame["item"]]
        is_asked = frame["item"].notna() == of_a_good
        return [key if asked and soon else None for key, asked, soon in zip(keys, is_asked, is_soon, strict=True)]

    return goods


_DUE = (
    *declare("people", "customers"),
    *declare("people", "due_7", part_of="due_14", is_aside=True),
    *declare("people", "due_14", part_of="due_30", is_aside=True),
    *declare("people", "due_30", "later", "overdue", "long_overdue", part_of="customers", is_aside=True),
)

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("count", "goods", "categories", is_safe=True),
            *declare("share", "people_share", is_safe=True),
        )
    ),
    "totals": Frame(columns=_DUE),
    "rhythms": Frame(
        columns=(
            *declare("key", "item", "name", "category", "source"),
            *declare("days", "stated_days", is_safe=True),
            *declare("people", "n", "customers"),
            *declare("days", "rhythm_days", "median_days", "quarter_days", "three_quarter_days"),
            *declare("share", "near_share", "near_low", "near_high", "chance_share"),
            *declare("number", "certain"),
        )
    ),
    "gaps": Frame(
        columns=(*declare("key", "item", "days"), *declare("people", "n")),
        totals=(Total(column="n", within=("item",), to=("rhythms", "n", ("item",))),),
    ),
    "due": Frame(
        columns=(*declare("key", "item", "name"), *_DUE),
        sums=((("due_30", "later", "overdue", "long_overdue"), "customers"),),
    ),
    "days": Frame(
        columns=(*declare("day", "run_out_on"), *declare("key", "item"), *declare("people", "customers")),
        totals=tuple(
            Total(column="customers", alike=_within(most, of_a_good=of_a_good), to=(field, f"due_{most}", keys))
            for most in WINDOWS
            for of_a_good, field, keys in ((True, "due", ("item",)), (False, "totals", ()))
        ),
    ),
}
"""What the fields of the result are about."""
