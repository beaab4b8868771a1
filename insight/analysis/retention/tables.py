"""From the counts of the warehouse to the small tables of retention."""

import math

import numpy as np
import pandas as pd

from insight.analysis.retention.params import RetentionParams
from insight.analysis.retention.spans import Known, cells, period_numbers
from insight.analysis.traits import Apart
from insight.results import SINGLE, Column, Declared, Frame, Total, declare, per
from insight.statistics.comparison import CHANCE, stratified
from insight.statistics.corrections import holm
from insight.statistics.intervals import ratio_bounds, shares, wilson_bounds

_COUNTS = ["returned", "orders"]
_AMOUNTS = ["net_amount", "amount_squared", "amount_by_entry", "entry_amount", "entry_squared"]
_SUMS = ["n", *_COUNTS, *_AMOUNTS]
_SHOWN = ["n", "returned", "rate", "low", "high", "orders", "net_amount"]
_GROUP = ["cohort_no", "value_no"]
_UNTESTED = (math.nan, math.nan)


def parts(counted: pd.DataFrame, sizes: pd.DataFrame, params: RetentionParams, known: Known) -> pd.DataFrame:
    """The smallest counted pieces, all of which add up: one row a cohort, value of the breakdown and period.

    Columns of `spans.cells`, then value_no (0: all others), n, returned, orders, and sums of amounts.
    """
    grid = cells(params, sorted(int(number) for number in sizes["cohort_no"].unique()), known)
    found = _whole_table(counted, params)
    at_entry = found[found["period_no"] == 0].rename(
        columns={"net_amount": "entry_amount", "amount_squared": "entry_squared"}
    )
    table = (
        grid.merge(sizes[[*_GROUP, "n"]], on="cohort_no")
        .merge(found, on=[*_GROUP, "period_no"], how="left")
        .merge(at_entry[[*_GROUP, "entry_amount", "entry_squared"]], on=_GROUP, how="left")
    )
    filled = table.fillna(dict.fromkeys([*_COUNTS, *_AMOUNTS], 0))
    return filled.astype(dict.fromkeys(["n", *_COUNTS], "int64") | dict.fromkeys(_AMOUNTS, "float64"))


def _whole_table(counted: pd.DataFrame, params: RetentionParams) -> pd.DataFrame:
    """With the columns that only money needs; "on or after" summed from the last period to the first."""
    table = counted.rename(columns={"customers": "returned"})
    for name in ("amount_squared", "amount_by_entry"):
        if name not in table:
            table[name] = 0.0
    if params.criterion != "on_or_after":
        return table
    numbers = range(len(period_numbers(params)) + 1)
    sums = [*_COUNTS, "net_amount", "amount_squared", "amount_by_entry"]
    groups = table[_GROUP].drop_duplicates().merge(pd.DataFrame({"period_no": list(numbers)[::-1]}), how="cross")
    whole = groups.merge(table, on=[*_GROUP, "period_no"], how="left").fillna(dict.fromkeys(sums, 0))
    return whole[[*_GROUP, "period_no"]].join(whole.groupby(_GROUP)[sums].cumsum())


def matrix(pieces: pd.DataFrame, params: RetentionParams) -> pd.DataFrame:
    """One row a cohort and period: see `RetentionResult.matrix`."""
    keys = ["cohort", "period_no", "starts_on", "completes_on", "is_complete"]
    table = _with_rates(_summed(pieces, keys), params)
    return table[["cohort", "period_no", *_SHOWN, "is_complete", "starts_on", "completes_on"]]


def averages(pieces: pd.DataFrame, shown: pd.DataFrame, params: RetentionParams) -> pd.DataFrame:
    """One row a period, over the cohorts whose period is over: see `RetentionResult.average`."""
    whole = pieces[pieces["is_complete"]]
    table = _with_rates(_summed(whole, ["period_no"]), params)
    over = shown[shown["is_complete"]].groupby("period_no")
    table["cohorts"] = table["period_no"].map(over["cohort"].nunique())
    table["simple_rate"] = table["period_no"].map(over["rate"].mean())
    return table[["period_no", "cohorts", *_SHOWN, "simple_rate"]]


def curves(
    pieces: pd.DataFrame, sizes: pd.DataFrame, params: RetentionParams, apart: Apart | None = None
) -> pd.DataFrame:
    """One row a value and period, over the cohorts whose period is over: see `RetentionResult.curves`."""
    columns = ["value", "period_no", *_SHOWN, "expected_rate", "p_value", "differs"]
    if params.breakdown is None:
        return pd.DataFrame(columns=columns)
    whole = pieces[pieces["is_complete"]]
    table = _with_rates(_summed(whole, ["value_no", "period_no"]), params)
    is_of_today = params.breakdown == "tier" or (apart is not None and not apart.is_lasting)
    compared = {} if is_of_today else _compared(whole, params)
    tested = [compared.get(key, _UNTESTED) for key in zip(table["value_no"], table["period_no"], strict=True)]
    table["expected_rate"] = shares([expected for expected, _p in tested], table["n"])
    table["p_value"] = holm([p for _expected, p in tested])
    table["differs"] = table["p_value"] < CHANCE
    table["is_rest"] = table["value_no"] == 0
    ordered = table.sort_values(["is_rest", "value_no", "period_no"], ignore_index=True)
    return _named(ordered, sizes)[columns]


def _compared(whole: pd.DataFrame, params: RetentionParams) -> dict[tuple[int, int], tuple[float, float]]:
    """(Value, period) -> people expected back, p-value: of the value against all people of the same cohorts.

    Money is not tested, nor what is so for everybody.
    """
    found: dict[tuple[int, int], tuple[float, float]] = {}
    if whole.empty or params.returns == "amount":
        return found
    wide = whole.set_index(["period_no", "cohort_no", "value_no"])[["returned", "n"]].unstack(fill_value=0)
    values = wide["n"].columns.tolist()
    for period_no in sorted(int(number) for number in wide.index.unique("period_no")):
        returned, people = (wide.loc[period_no][name].to_numpy() for name in ("returned", "n"))
        if period_no == 0 and params.is_trivial_at_entry:
            continue
        everybody = returned.sum(axis=1), people.sum(axis=1)
        for place, value_no in enumerate(values):
            found[int(value_no), period_no] = stratified(returned[:, place], people[:, place], *everybody)
    return found


def values(sizes: pd.DataFrame, params: RetentionParams) -> pd.DataFrame:
    """One row a value of the breakdown, most people first, the rest last: value (None: the rest), customers, share."""
    if params.breakdown is None:
        return pd.DataFrame(columns=["value", "customers", "share"])
    table = sizes.groupby("value_no", as_index=False)[["n"]].sum().rename(columns={"n": "customers"})
    table["share"] = table["customers"] / table["customers"].sum()
    table["is_rest"] = table["value_no"] == 0
    ordered = table.sort_values(["is_rest", "value_no"], ignore_index=True)
    return _named(ordered, sizes)[["value", "customers", "share"]]


def _named(table: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    names = dict(zip(sizes["value_no"], sizes["value"], strict=True)) | {0: None}
    return table.assign(value=pd.Series([names[number] for number in table["value_no"]], dtype=object))


def _summed(pieces: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return pieces.groupby(keys, as_index=False)[_SUMS].sum()


def _with_rates(table: pd.DataFrame, params: RetentionParams) -> pd.DataFrame:
    """People who came back of people who entered; or money kept of money at entry."""
    if params.returns == "amount":
        rate = shares(table["net_amount"], table["entry_amount"])
        sums = ("n", "net_amount", "entry_amount", "amount_squared", "entry_squared", "amount_by_entry")
        low, high = ratio_bounds(*(table[name].to_numpy() for name in sums))
    else:
        rate = shares(table["returned"], table["n"])
        low, high = wilson_bounds(table["returned"], table["n"])
    if params.returns == "event":
        table["net_amount"] = np.nan
    return table.assign(rate=rate, low=low, high=high)


_RATES = (
    *declare("people", "returned", part_of="n"),
    *declare("rate", "rate", "low", "high"),
    *declare("count", "orders"),
    *declare("money", "net_amount"),
)
_POOLED = tuple((name, ("average", name, ("period_no",))) for name in ("n", "returned"))

COLUMNS: Declared = {
    SINGLE: Frame(columns=(*declare("people", "people", "undated"), *declare("day", "known_from", "known_until"))),
    "matrix": Frame(
        columns=(
            *declare("key", "cohort", "period_no"),
            *declare("people", "n", cell=per("cohort")),
            *_RATES,
            *declare("flag", "is_complete"),
            *declare("day", "starts_on", "completes_on"),
        ),
        totals=(
            Total(column="n", where=("period_no", 0), to=(SINGLE, "people", ())),
            *(Total(column=name, within=("period_no",), where=("is_complete", True), to=to) for name, to in _POOLED),
        ),
    ),
    "average": Frame(
        columns=(
            *declare("key", "period_no"),
            *declare("count", "cohorts", is_safe=True),
            *declare("people", "n"),
            *_RATES,
            *declare("rate", "simple_rate"),
        )
    ),
    "values": Frame(
        columns=(*declare("key", "value"), *declare("people", "customers"), *declare("share", "share")),
        totals=(Total(column="customers", to=(SINGLE, "people", ())),),
    ),
    "curves": Frame(
        columns=(
            *declare("key", "value", "period_no"),
            *declare("people", "n"),
            *_RATES,
            *declare("rate", "expected_rate"),
            *declare("number", "p_value", "differs"),
        ),
        totals=tuple(Total(column=name, within=("period_no",), to=to) for name, to in _POOLED),
    ),
    "won": Frame(
        columns=(
            *declare("key", "key", "kind", "name"),
            *declare("day", "starts_on", "ends_on", "completes_on"),
            *declare("people", "n"),
            *declare("people", "returned", part_of="n"),
            *declare("rate", "rate", "low", "high", about=("n", "returned")),
            *declare("people", "others_n"),
            Column(name="others_returned", kind="people", part_of="others_n"),
            *declare("rate", "others_rate", about=("others_n", "others_returned")),
            *declare("number", "p_value", "differs"),
            *declare("flag", "is_complete"),
        ),
        totals=(Total(column="n", within=("starts_on",), where=("kind", "cohort"), to=("matrix", "n", ("cohort",))),),
    ),
}
"""What the fields of the result are about."""
