"""From the counted flows to the small tables that are shown. Ways nobody went are there too."""

from itertools import product
from typing import Any

import pandas as pd

from insight.analysis.rfm_core.moves import ENTRANTS, MOVED, label, ladder, ways
from insight.analysis.rfm_core.names import Scheme
from insight.analysis.rfm_core.reach import REACH_COLUMNS, REACH_DECLARED
from insight.analysis.rfm_movement.silence import Quiet, judge
from insight.results import SINGLE, Declared, Frame, Total, among, declare, per
from insight.statistics.corrections import holm
from insight.statistics.intervals import share_of, wilson

_WAYS = ("stayed", "up", "down")


def matrix(counted: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Every way: from_group, to_group, moved, customers, share (of the row), net_amount, net_amount_between."""
    now = counted[counted["span"] == "now"]
    sums = now.groupby(["from_group", "to_group"])[["customers", "net_amount", "net_amount_between"]].sum()
    table = ways((*ladder(scheme), *ENTRANTS), scheme).merge(sums, on=["from_group", "to_group"], how="left")
    table = table.fillna({"customers": 0, "net_amount": 0.0, "net_amount_between": 0.0})
    table = table.astype({"customers": "int64"})
    in_row = table.groupby("from_group")["customers"].transform("sum")
    table.insert(4, "share", table["customers"] / in_row.where(in_row > 0))
    return table


def moves(counted: pd.DataFrame) -> pd.DataFrame:
    """How people went: moved, by_others, customers, share (of everyone scored now), net_amount; by_others only where
    boundaries of each day can move people.
    """
    now = counted[counted["span"] == "now"]
    everyone = int(now["customers"].sum())
    rows = [(moved, is_by_others, *_sums(now, moved, is_by_others)) for moved, is_by_others in _KINDS]
    table = pd.DataFrame(rows, columns=["moved", "by_others", "customers", "net_amount", "net_amount_between"])
    table.insert(3, "share", [share_of(customers, everyone) for customers in table["customers"]])
    return table


_KINDS = [(moved, False) for moved in MOVED] + [("up", True), ("down", True)]


def _sums(now: pd.DataFrame, moved: str, is_by_others: bool) -> tuple[int, float, float]:
    rows = now[(now["moved"] == moved) & (now["is_by_others"].astype(bool) == is_by_others)]
    return int(rows["customers"].sum()), float(rows["net_amount"].sum()), float(rows["net_amount_between"].sum())


def rates(counted: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Of everyone scored (group ""), then of each group: group, label, moved, n, customers, rate, low, high."""
    rows = [_rate(counted, group, moved) for group, moved in product(("", *ladder(scheme)), _WAYS)]
    return pd.DataFrame(rows, columns=["group", "label", "moved", "n", "customers", "rate", "low", "high"])


def _rate(counted: pd.DataFrame, group: str, moved: str) -> tuple[Any, ...]:
    """Who came in only afterwards is not among those scored."""
    rows = counted[(counted["span"] == "now") & (counted["moved"] != "entered")]
    rows = rows[rows["from_group"] == group] if group else rows
    n, customers = int(rows["customers"].sum()), int(rows.loc[rows["moved"] == moved, "customers"].sum())
    name = label(group) if group else None
    return group, name, moved, n, customers, share_of(customers, n), *wilson(customers, n)


def silence(counted: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Who ordered nothing between the two days, group by group: see `RfmMovementResult`."""
    groups = [group for group in ladder(scheme) if _quiet(counted, "now", group).n]
    table = pd.DataFrame([_silent(counted, group) for group in groups], columns=_SILENCE)
    is_tested = table["p_value"].notna()
    table.loc[is_tested, "p_value"] = holm(table.loc[is_tested, "p_value"].tolist())
    return table


_SILENCE = (
    *("group", "label", "n", "customers", "rate", "low", "high"),
    *("previous_buyers", "previous_customers", "previous_rate"),
    *("expected_rate", "pace", "pace_low", "pace_high", "p_value"),
)


def _silent(counted: pd.DataFrame, group: str) -> tuple[Any, ...]:
    now, before, others_now, others_before = (
        _quiet(counted, span, group, is_other=is_other) for is_other in (False, True) for span in ("now", "before")
    )
    verdict = judge(now, before, others_now, others_before)
    rate, previous_rate = (share_of(quiet.silent, quiet.n) for quiet in (now, before))
    return (
        *(group, label(group), now.n, now.silent, rate, *wilson(now.silent, now.n)),
        *(before.n, before.silent, previous_rate, *verdict),
    )


def _quiet(counted: pd.DataFrame, span: str, group: str, *, is_other: bool = False) -> Quiet:
    rows = counted[(counted["span"] == span) & (counted["moved"] != "entered")]
    rows = rows[(rows["from_group"] != group) == is_other]
    return Quiet(int(rows.loc[rows["is_silent"].astype(bool), "customers"].sum()), int(rows["customers"].sum()))


def sizes(counted: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Every day on which anybody was scored and every name: see `RfmMovementResult.over_time`."""
    names = (*ladder(scheme), *(("prospects",) if scheme == "eleven" else ()))
    counted = counted.assign(as_of=pd.to_datetime(counted["as_of"]).dt.date)
    days = sorted(counted.loc[counted["group"] != "prospects", "as_of"].unique())
    grid = pd.DataFrame(product(days, names), columns=["as_of", "group"])
    table = grid.merge(counted, on=["as_of", "group"], how="left").fillna(dict.fromkeys(_COUNTS, 0))
    table = table.astype(dict.fromkeys(_COUNTS, "int64") | {"net_amount": "float64"})
    table.insert(2, "label", [label(name) for name in table["group"]])
    is_scored = table["group"] != "prospects"
    buyers = table["customers"].where(is_scored).groupby(table["as_of"]).transform("sum")
    table.insert(4, "share", (table["customers"] / buyers).where(is_scored))
    return table


def no_sizes() -> pd.DataFrame:
    """The same without a row."""
    return pd.DataFrame(columns=["as_of", "group", "label", "customers", "share", "net_amount", *REACH_COLUMNS])


_COUNTS = ["customers", "net_amount", *REACH_COLUMNS]


SIZES = Frame(
    columns=(
        *declare("day", "as_of"),
        *declare("key", "group"),
        *declare("text", "label"),
        *declare("people", "customers"),
        *REACH_DECLARED,
        *declare("share", "share"),
        *declare("money", "net_amount"),
    ),
    totals=tuple(Total(column=name, within=("as_of",)) for name in ("customers", *REACH_COLUMNS)),
)
"""What the columns of `sizes` are about."""

_IN_RATES = ("rates", "customers", ("group", "moved"))
_ALL_OF_A_WAY = among(lambda row: ("", row["moved"]), lambda _row: True)

COLUMNS: Declared = {
    SINGLE: Frame(columns=declare("people", "buyers", "buyers_before")),
    "matrix": Frame(
        columns=(
            *declare("key", "from_group", "to_group", "moved"),
            *declare("people", "customers"),
            *declare("share", "share"),
            *declare("money", "net_amount", "net_amount_between"),
        ),
        totals=(
            Total(column="customers", to=(SINGLE, "buyers", ())),
            Total(column="customers", within=("from_group",), to=("rates", "n", ("group",))),
            Total(column="customers", within=("from_group", "moved"), to=_IN_RATES),
        ),
    ),
    "moves": Frame(
        columns=(
            *declare("key", "moved", "by_others"),
            *declare("people", "customers"),
            *declare("share", "share"),
            *declare("money", "net_amount", "net_amount_between"),
        ),
        totals=(
            Total(column="customers", to=(SINGLE, "buyers", ())),
            Total(column="customers", alike=_ALL_OF_A_WAY, to=_IN_RATES),
        ),
    ),
    "rates": Frame(
        columns=(
            *declare("key", "group", "moved"),
            *declare("text", "label"),
            *declare("people", "n", cell=per("group")),
            *declare("people", "customers", part_of="n"),
            *declare("rate", "rate", "low", "high"),
        ),
        totals=(
            Total(
                column="n",
                alike=among(lambda _row: ("",), lambda row: row["group"] != ""),
                to=("rates", "n", ("group",)),
            ),
            Total(column="customers", within=("group",), to=("rates", "n", ("group",))),
            Total(
                column="customers",
                alike=among(lambda row: ("", row["moved"]), lambda row: row["group"] != ""),
                to=_IN_RATES,
            ),
        ),
    ),
    "over_time": SIZES,
    "silence": Frame(
        columns=(
            *declare("key", "group"),
            *declare("text", "label"),
            *declare("people", "n", "previous_buyers"),
            *declare("people", "customers", part_of="n"),
            *declare("people", "previous_customers", part_of="previous_buyers"),
            *declare("rate", "rate", "low", "high", about=("n", "customers")),
            *declare("rate", "previous_rate", about=("previous_buyers", "previous_customers")),
            *declare("number", "expected_rate", "pace", "pace_low", "pace_high", "p_value"),
        ),
        totals=(Total(column="n", within=("group",), to=("rates", "n", ("group",))),),
    ),
}
"""What the fields of the result are about."""
