"""After the first purchase, told apart by a trait or tag: who of each group bought again within so many days."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from insight.analysis.repurchase import statements as sql
from insight.analysis.repurchase.params import RepurchaseParams
from insight.analysis.traits import Apart
from insight.results import Column, Frame, Spans, Total, declare
from insight.statistics.comparison import CHANCE, two_rates
from insight.statistics.corrections import holm
from insight.statistics.intervals import shares, wilson_bounds
from insight.warehouse import Warehouse

MOST_VALUES = 8
"""The groups of most people are named; all others are one."""

_COLUMNS = ["step", "value", "days", "n", "returned", "rate", "low", "high", "p_value", "differs"]


def _cell(name: str) -> Callable[[Mapping[str, Any]], Hashable]:
    return lambda row: (name, None if row["value"] != row["value"] else row["value"], row["days"])


FRAME = Frame(
    columns=(
        *declare("key", "step", "value", "days"),
        Column(name="n", kind="people", cell=_cell("n")),
        Column(name="returned", kind="people", part_of="n", cell=_cell("returned")),
        *declare("rate", "rate", "low", "high"),
        *declare("number", "p_value", "differs"),
    ),
    totals=tuple(
        Total(column=name, within=("step", "days"), to=("within", name, ("step", "days"))) for name in ("n", "returned")
    ),
    spans=Spans(numbers=("n", "returned"), within=("value",)),
)


def no_groups() -> pd.DataFrame:
    """The table where nobody is told apart."""
    return pd.DataFrame(columns=_COLUMNS)


def groups(warehouse: Warehouse, params: RepurchaseParams, apart: Apart) -> pd.DataFrame:
    """See `RepurchaseResult.groups`."""
    values = params.values() | bound_by(apart) | {"step": 1}
    return table(warehouse.query(sql.groups(apart), values), params, is_compared=apart.is_lasting)


def bound_by(apart: Apart) -> dict[str, object]:
    """What the statements of groups are bound to beside the parameters."""
    return {**apart.people.values, "unknown_value": apart.unknown}


def table(counted: pd.DataFrame, params: RepurchaseParams, *, is_compared: bool) -> pd.DataFrame:
    """From value, days, n, returned. `is_compared`: each group is tested against all others, with Holm's correction."""
    sizes = counted.groupby("value")["n"].max()
    ranked = sorted(sizes.index, key=lambda value: (-int(sizes[value]), value))
    named = {value: value for value in ranked[:MOST_VALUES]}
    places = {value: place for place, value in enumerate(ranked[:MOST_VALUES])} | {None: MOST_VALUES}
    rows = counted.assign(value=pd.Series([named.get(value) for value in counted["value"]], dtype=object))
    rows = rows.groupby(["value", "days"], dropna=False, as_index=False)[["n", "returned"]].sum()
    rows["value"] = pd.Series([None if pd.isna(value) else value for value in rows["value"]], dtype=object)
    rows = rows[rows["days"].isin(params.days)].assign(step=1)
    rows["place"] = [places[value] for value in rows["value"]]
    rows = rows.sort_values(["place", "days"], ignore_index=True)
    rows["rate"] = shares(rows["returned"], rows["n"])
    rows["low"], rows["high"] = wilson_bounds(rows["returned"], rows["n"])
    rows["p_value"] = holm(_tested(rows)) if is_compared else float("nan")
    rows["differs"] = rows["p_value"] < CHANCE
    return rows[_COLUMNS].astype({"n": "int64", "returned": "int64", "days": "int64"})


def _tested(rows: pd.DataFrame) -> list[float]:
    """Of each group and span the p-value of no difference from everybody else."""
    whole = rows.groupby("days")[["n", "returned"]].sum()
    return [
        two_rates(
            int(row["returned"]),
            int(row["n"]),
            int(whole.loc[row["days"], "returned"] - row["returned"]),
            int(whole.loc[row["days"], "n"] - row["n"]),
        )
        for row in rows.to_dict("records")
    ]
