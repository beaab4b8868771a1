"""From the counts of the warehouse to the small tables of repurchase."""

import datetime as dt
import math
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from insight.analysis.repurchase.groups import FRAME
from insight.analysis.repurchase.params import RepurchaseParams
from insight.calendar.periods import first_day_of
from insight.results import Column, Declared, Frame, Spans, Steps, Total, declare, per
from insight.statistics.distributions import student_quantile
from insight.statistics.intervals import share_of, wilson
from insight.statistics.survival import kaplan_meier, median

_STEP_COLUMNS = ["step", "n", "bought", "waiting", "median_days", "median_low", "median_high"]
_WITHIN_COLUMNS = [
    "step",
    "days",
    "n",
    "returned",
    "not_returned",
    "rate",
    "low",
    "high",
    "open",
    "open_returned",
    "returned_later",
]


def curves(waited: pd.DataFrame, params: RepurchaseParams) -> pd.DataFrame:
    """One row a step and a day: see `RepurchaseResult.curves`."""
    found = [_curve(waited[waited["step"] == step], params).assign(step=step) for step in _steps(waited)]
    return pd.concat(found, ignore_index=True)[["step", "day", "n", "events", "censored", "rate", "low", "high"]]


def _curve(rows: pd.DataFrame, params: RepurchaseParams) -> pd.DataFrame:
    followed = _by_start(rows, params)
    still = followed[followed["started"] > followed["bought"]]
    censored = (still["started"] - still["bought"]).groupby(still["followed_days"]).sum()
    by_gap = rows[rows["gap_days"].notna()]
    events = by_gap["bought"].groupby(by_gap["gap_days"].astype("int64")).sum()
    days = sorted({*events.index, *censored.index})
    return kaplan_meier(days, [int(events.get(day, 0)) for day in days], [int(censored.get(day, 0)) for day in days])


def _by_start(rows: pd.DataFrame, params: RepurchaseParams) -> pd.DataFrame:
    """One row a day on which people of the step began to wait, with the days they were followed since."""
    started = rows[rows["gap_days"].isna()].drop(columns=["step", "gap_days"])
    table = started.groupby("started_on", as_index=False).sum()
    last = pd.Timestamp(params.as_of - dt.timedelta(days=1))
    return table.assign(followed_days=(last - pd.to_datetime(table["started_on"])).dt.days)


def _steps(waited: pd.DataFrame) -> list[int]:
    return sorted(int(step) for step in waited["step"].unique())


def steps(waited: pd.DataFrame, curve: pd.DataFrame) -> pd.DataFrame:
    """One row a step: see `RepurchaseResult.steps`."""
    rows = []
    for step in _steps(waited):
        own = curve[curve["step"] == step]
        n, bought = int(own["n"].iloc[0]), int(own["events"].sum())
        middle = median(own)
        rows.append((step, n, bought, n - bought, middle.days, middle.low, middle.high))
    table = pd.DataFrame(rows, columns=_STEP_COLUMNS)
    return table.astype(dict.fromkeys(_STEP_COLUMNS[4:], "float64"))


def within(waited: pd.DataFrame, params: RepurchaseParams) -> pd.DataFrame:
    """One row a step and a span of days: see `RepurchaseResult.within`."""
    rows = [
        row
        for step in _steps(waited)
        for row in _within(_by_start(waited[waited["step"] == step], params), step, params)
    ]
    return pd.DataFrame(rows, columns=_WITHIN_COLUMNS).astype({"low": "float64", "high": "float64"})


def _within(followed: pd.DataFrame, step: int, params: RepurchaseParams) -> Iterator[tuple[object, ...]]:
    for place, days in enumerate(params.days, 1):
        is_over = followed["followed_days"] >= days
        over, running = followed[is_over], followed[~is_over]
        n, returned = int(over["started"].sum()), int(over[f"within_{place}"].sum())
        low, high = wilson(returned, n)
        open_returned, later = int(running["bought"].sum()), int(over["bought"].sum()) - returned
        still = int(running["started"].sum()) - open_returned
        yield step, days, n, returned, n - returned, share_of(returned, n), low, high, still, open_returned, later


def revenue(counted: pd.DataFrame, params: RepurchaseParams) -> pd.DataFrame:
    """One row a cohort and a period that has begun: see `RepurchaseResult.revenue`."""
    rows = []
    sizes = counted[counted["period_no"] == 0].set_index("cohort_no")["n"]
    amounts = counted.set_index(["cohort_no", "period_no"])["net_amount"].to_dict()
    for cohort_no in sorted(int(number) for number in sizes.index):
        cohort, total = first_day_of(cohort_no, params.period), 0.0
        for period_no in range(params.periods + 1):
            if first_day_of(cohort_no + period_no, params.period) >= params.as_of:
                break
            amount = float(amounts.get((cohort_no, period_no), 0.0))
            total += amount
            completes_on = first_day_of(cohort_no + period_no + 1, params.period)
            n = int(sizes[cohort_no])
            rows.append((cohort, period_no, n, amount, total / n, completes_on <= params.as_of, completes_on))
    columns = ["cohort", "period_no", "n", "net_amount", "amount_per_person", "is_complete", "completes_on"]
    return pd.DataFrame(rows, columns=columns).astype({"is_complete": bool, "period_no": "int64", "n": "int64"})


def revenue_average(shown: pd.DataFrame) -> pd.DataFrame:
    """One row a period, over the cohorts whose period is over: see `RepurchaseResult.revenue_average`."""
    whole = shown[shown["is_complete"]].groupby("period_no", as_index=False)
    table = whole.agg(cohorts=("cohort", "nunique"), n=("n", "sum"), net_amount=("net_amount", "sum"))
    table["amount_per_person"] = (table["net_amount"] / table["n"]).cumsum()
    return table


def worth(counted: pd.DataFrame, params: RepurchaseParams) -> pd.DataFrame:
    """One row a span of days: see `RepurchaseResult.worth`."""
    found = {int(row["days"]): row for row in counted.to_dict("records")}
    rows = []
    for days in params.days:
        row = found.get(days, {"n": 0, "net_amount": 0.0, "amount_squared": 0.0})
        n, total = int(row["n"]), float(row["net_amount"])
        mean = share_of(total, n)
        rows.append((days, n, total, mean, *_mean_bounds(n, mean, float(row["amount_squared"]))))
    return pd.DataFrame(rows, columns=["days", "n", "net_amount", "amount_per_person", "low", "high"])


def _mean_bounds(n: int, mean: float, squares: float) -> tuple[float, float]:
    """The 95 % interval of a mean by Student's t; undefined for fewer than two people."""
    if n < 2:
        return math.nan, math.nan
    spread = math.sqrt(max(squares - n * mean**2, 0.0) / (n - 1) / n)
    half = student_quantile(0.975, n - 1) * spread
    return mean - half, mean + half


def _span(name: str) -> Callable[[Mapping[str, Any]], Hashable]:
    return lambda row: (name, row["step"], row["days"])


COLUMNS: Declared = {
    "steps": Frame(
        columns=(
            *declare("key", "step"),
            *declare("people", "n", cell=per("step")),
            *declare("people", "bought", cell=lambda row: (row["step"] + 1,)),
            *declare("people", "waiting"),
            *declare("days", "median_days", "median_low", "median_high"),
        ),
        sums=((("bought", "waiting"), "n"),),
    ),
    "curves": Frame(
        columns=(
            *declare("key", "step", "day"),
            *declare("people", "n"),
            *declare("people", "events", "censored", is_aside=True),
            *declare("rate", "rate", "low", "high"),
        ),
        steps=Steps(left="n", gone="events", within=("step",)),
    ),
    "within": Frame(
        columns=(
            *declare("key", "step", "days"),
            *(Column(name=name, kind="people", cell=_span(name)) for name in ("n", "returned", "not_returned")),
            *(
                Column(name=name, kind="people", is_aside=True, cell=_span(name), part_of=whole)
                for name, whole in (("open", None), ("open_returned", None), ("returned_later", "not_returned"))
            ),
            *declare("rate", "rate", "low", "high"),
        ),
        sums=(
            (("returned", "not_returned"), "n"),
            (("n", "open", "open_returned"), ("steps", "n", ("step",))),
            (("returned", "returned_later", "open_returned"), ("steps", "bought", ("step",))),
        ),
        spans=Spans(numbers=("n", "open", "open_returned", "returned_later"), within=("step",)),
    ),
    "groups": FRAME,
    "revenue": Frame(
        columns=(
            *declare("key", "cohort", "period_no"),
            *declare("people", "n", cell=per("cohort")),
            *declare("money", "net_amount", "amount_per_person"),
            *declare("flag", "is_complete"),
            *declare("day", "completes_on"),
        ),
        totals=(
            Total(
                column="n",
                within=("period_no",),
                where=("is_complete", True),
                to=("revenue_average", "n", ("period_no",)),
            ),
        ),
    ),
    "revenue_average": Frame(
        columns=(
            *declare("key", "period_no"),
            *declare("count", "cohorts", is_safe=True),
            *declare("people", "n"),
            *declare("money", "net_amount", "amount_per_person"),
        )
    ),
    "worth": Frame(
        columns=(
            *declare("key", "days"),
            *declare("people", "n", cell=per("days")),
            *declare("money", "net_amount", "amount_per_person", "low", "high"),
        ),
        spans=Spans(numbers=("n",)),
    ),
}
"""What the fields of the result are about."""
