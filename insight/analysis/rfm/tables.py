"""From the counted cells to the small tables that are shown. Cells nobody is in are there too."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

import pandas as pd

from insight.analysis.rfm_core.names import EIGHT, ELEVEN, Group, eight, eleven
from insight.analysis.rfm_core.reach import REACH_COLUMNS, REACH_DECLARED
from insight.results import SINGLE, Declared, Frame, Total, among, declare
from insight.statistics.intervals import share_of

_SUMS = ["customers", "orders", "net_amount"]
_MEDIANS = ["median_net_amount", "median_recency_days"]
_DIMENSIONS = (
    ("recency", "r", "recency_days"),
    ("frequency", "f", "orders"),
    ("monetary", "m", "net_amount"),
)


def cube(counted: pd.DataFrame, bins: int) -> pd.DataFrame:
    """bins³ rows: r, f, m, eight, eleven, customers, orders, net_amount."""
    scores = range(1, bins + 1)
    cells = pd.DataFrame(
        [(r, f, m, eight(r, f, m, bins), eleven(r, f, bins)) for r, f, m in product(scores, repeat=3)],
        columns=["r", "f", "m", "eight", "eleven"],
    )
    found = counted[counted["m"].notna()][["r", "f", "m", *_SUMS]]
    return _filled(cells.merge(found, on=["r", "f", "m"], how="left"))


def grid(counted: pd.DataFrame, bins: int) -> pd.DataFrame:
    """bins² rows: r, f, group, customers, share, orders, net_amount, net_amount_share, both medians, reach."""
    scores = range(1, bins + 1)
    cells = pd.DataFrame(
        [(r, f, eleven(r, f, bins)) for r, f in product(scores, repeat=2)], columns=["r", "f", "group"]
    )
    found = counted[counted["r"].notna() & counted["m"].isna()][["r", "f", *_SUMS, *_MEDIANS, *REACH_COLUMNS]]
    return _with_shares(_filled(cells.merge(found, on=["r", "f"], how="left")))


def groups(counted: pd.DataFrame, prospects: "pd.Series[Any]") -> pd.DataFrame:
    """Every name of both schemes: scheme, group, label, definition, and the columns of the grid."""
    names = pd.DataFrame(
        [(group.scheme, group.key, group.label, group.definition) for group in (*EIGHT, *ELEVEN)],
        columns=["scheme", "group", "label", "definition"],
    )
    only_named = counted[counted["r"].isna() & (counted["eight"].notna() | counted["eleven"].notna())]
    named = only_named.assign(group=only_named["eight"].fillna(only_named["eleven"]))
    found = named[["group", *_SUMS, *_MEDIANS, *REACH_COLUMNS]]
    table = _filled(names.merge(found, on="group", how="left"))
    shared = pd.concat([_with_shares(part) for _, part in table.groupby("scheme", sort=False)], ignore_index=True)
    of_prospects = shared["group"] == "prospects"
    shared.loc[of_prospects, ["customers", *REACH_COLUMNS]] = prospects[["customers", *REACH_COLUMNS]].tolist()
    shared.loc[of_prospects, "share"] = float("nan")
    return shared


def crosstab(cells: pd.DataFrame) -> pd.DataFrame:
    """eight × eleven, prospects left out: eight, eleven, customers."""
    counts = cells.groupby(["eight", "eleven"])["customers"].sum().to_dict()
    rows = [(row.key, column.key, counts.get((row.key, column.key), 0)) for row, column in _crossed()]
    return pd.DataFrame(rows, columns=["eight", "eleven", "customers"])


def boundaries(counted: pd.DataFrame, bins: int) -> pd.DataFrame:
    """What each score stands for, as observed: dimension, score, low, high, customers; nan where nobody has it."""
    cells = counted[counted["m"].notna()]
    rows = [
        (dimension, score, part[f"least_{column}"].min(), part[f"most_{column}"].max(), int(part["customers"].sum()))
        for dimension, key, column in _DIMENSIONS
        for score, part in ((score, cells[cells[key] == score]) for score in range(1, bins + 1))
    ]
    return pd.DataFrame(rows, columns=["dimension", "score", "low", "high", "customers"]).astype(
        {"low": "float64", "high": "float64"}
    )


def ties(counted: pd.DataFrame, bins: int) -> pd.DataFrame:
    """Dimensions whose equal values leave scores empty: dimension, value (the commonest), customers, share, scores."""
    cells = counted[counted["m"].notna()]
    buyers = int(cells["customers"].sum())
    rows: list[tuple[Any, ...]] = []
    for dimension, key, column in _DIMENSIONS:
        used = sorted(cells[key].astype(int).unique())
        if len(used) < bins:
            tied = int(cells[f"tied_in_{dimension}"].sum())
            value = float(cells[f"commonest_{column}"].min())
            rows.append((dimension, value, tied, share_of(tied, buyers), ", ".join(map(str, used))))
    return pd.DataFrame(rows, columns=["dimension", "value", "customers", "share", "scores"])


def top_fifth(counted: pd.DataFrame) -> tuple[int, float]:
    """The people of whom at least 80 % of all buyers spent less, and their net amount."""
    rows = counted[counted["is_top_fifth"].fillna(value=False).astype(bool)]
    return int(rows["customers"].sum()), float(rows["net_amount"].sum())


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """Nobody in a cell: 0 people, 0 orders, 0 money; medians stay undefined."""
    counts = [name for name in ("customers", "orders", *REACH_COLUMNS) if name in table]
    return table.fillna(dict.fromkeys([*_SUMS, *counts], 0)).astype(dict.fromkeys(counts, "int64"))


def _with_shares(table: pd.DataFrame) -> pd.DataFrame:
    people, amount = table["customers"].sum(), table["net_amount"].sum()
    return table.assign(
        share=table["customers"] / people, net_amount_share=table["net_amount"] / (amount or float("nan"))
    )


def _crossed() -> Iterator[tuple[Group, Group]]:
    return ((row, column) for row in EIGHT for column in ELEVEN if column.key != "prospects")


def _cells(*keys: str, totals: tuple[Total, ...], reach_totals: tuple[Total, ...] = ()) -> Frame:
    return Frame(
        columns=(
            *declare("key", *keys),
            *declare("text", "label", "definition"),
            *declare("people", "customers"),
            *REACH_DECLARED,
            *declare("share", "share", "net_amount_share"),
            *declare("count", "orders"),
            *declare("money", "net_amount", "median_net_amount"),
            *declare("days", "median_recency_days"),
        ),
        totals=(*totals, *reach_totals),
    )


def _of_score(dimension: str, key: str) -> Total:
    """Cells with one score by a dimension, against what the score stands for."""
    return Total(
        column="customers",
        alike=among(lambda row: (dimension, row[key]), lambda _row: True),
        to=("boundaries", "customers", ("dimension", "score")),
    )


def _is_of(dimension: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda row: row["dimension"] == dimension


_GROUPS = ("groups", "customers", ("group",))
_BUYERS = (SINGLE, "buyers", ())

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "people", "buyers"),
            *declare("people", "prospects", "customers_elsewhere", is_aside=True),
            *declare("people", "top_fifth_customers", part_of="buyers", is_aside=True),
            *declare("money", "top_fifth_net_amount", about=("top_fifth_customers",)),
            *declare("count", "orders_elsewhere", about=("customers_elsewhere",)),
            *declare("count", "orders_without_person", is_safe=True),
        ),
        sums=((("buyers", "prospects", "customers_elsewhere"), "people"),),
    ),
    "grid": _cells(
        *("r", "f", "group"),
        totals=(
            Total(column="customers", to=_BUYERS),
            _of_score("recency", "r"),
            _of_score("frequency", "f"),
            Total(column="customers", within=("group",), to=_GROUPS),
        ),
        reach_totals=tuple(
            Total(column=name, within=("group",), to=("groups", name, ("group",))) for name in REACH_COLUMNS
        ),
    ),
    # No page draws the cells by all three scores: kept from managers as a whole, they hide nothing of what is drawn.
    "cube": Frame(
        columns=(
            *declare("key", "r", "f", "m", "eight", "eleven"),
            *declare("one", "customers", "orders", "net_amount", *REACH_COLUMNS),
        )
    ),
    "groups": _cells(
        *("scheme", "group"),
        totals=(
            Total(column="customers", alike=among(lambda _row: (), lambda row: row["scheme"] == "eight"), to=_BUYERS),
            Total(
                column="customers",
                alike=among(lambda _row: (), lambda row: row["scheme"] == "eleven" and row["group"] != "prospects"),
                to=_BUYERS,
            ),
            Total(
                column="customers",
                alike=among(lambda _row: (), lambda row: row["group"] == "prospects"),
                to=(SINGLE, "prospects", ()),
            ),
        ),
        reach_totals=tuple(Total(column=name, within=("scheme",)) for name in REACH_COLUMNS),
    ),
    "crosstab": Frame(
        columns=(*declare("key", "eight", "eleven"), *declare("people", "customers")),
        totals=(
            Total(column="customers", within=("eight",), to=_GROUPS),
            Total(column="customers", within=("eleven",), to=_GROUPS),
        ),
    ),
    "boundaries": Frame(
        columns=(
            *declare("key", "dimension", "score"),
            *declare("people", "customers"),
            *declare("number", "low", "high"),
        ),
        totals=tuple(
            Total(column="customers", alike=among(lambda _row: (), _is_of(dimension)), to=_BUYERS)
            for dimension, _key, _value in _DIMENSIONS
        ),
    ),
    "ties": Frame(
        columns=(
            *declare("key", "dimension"),
            *declare("text", "scores"),
            *declare("people", "customers"),
            *declare("number", "value"),
            *declare("share", "share"),
        )
    ),
}
"""What the fields of the result are about."""
