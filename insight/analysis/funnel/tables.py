"""From the counts of the warehouse to the small tables of a funnel."""

from typing import Any

import numpy as np
import pandas as pd

from insight.analysis.funnel.followed import UNKNOWN
from insight.analysis.funnel.params import FunnelParams
from insight.results import SINGLE, Declared, Frame, Steps, Total, declare
from insight.statistics.comparison import CHANCE, two_rates
from insight.statistics.corrections import holm
from insight.statistics.intervals import SMALL, share_of, shares, wilson_bounds
from insight.statistics.survival import kaplan_meier

OTHER = "(other)"
MOST_GROUPS = 12
"""More groups than this are put together into one."""

_COUNTS = ("customers", "converted", "open", "lost")
_PEOPLE = ("customers_people", "converted_people", "open_people", "lost_people")


def own(rows: pd.DataFrame, params: FunnelParams) -> pd.DataFrame:
    """By step: step_no, step, events, people, by_day (all of them at midnight: known by the day only)."""
    row = rows.iloc[0]
    table = [
        {
            "step_no": number,
            "step": name,
            "events": int(row[f"events_{number}"]),
            "people": int(row[f"people_{number}"]),
        }
        | {"by_day": bool(row[f"events_{number}"]) and not row[f"timed_{number}"]}
        for number, name in enumerate(params.names, 1)
    ]
    return pd.DataFrame(table)


def steps(rows: pd.DataFrame, params: FunnelParams) -> pd.DataFrame:
    """One row a step, of everybody."""
    return _long(rows.head(1), params).drop(columns="group")


def groups(rows: pd.DataFrame, params: FunnelParams, *, is_compared: bool = True) -> pd.DataFrame:
    """One row a group and step: those with most people, the rest put together; p_value against all other groups.

    Not `is_compared`: going on may have changed what they are told apart by, so they are shown only.
    """
    if params.by is None:
        return _compared(_long(rows.head(0), params))
    ordered = rows.sort_values(["customers_1", "group_value"], ascending=[False, True], ignore_index=True)
    kept = ordered if len(ordered) <= MOST_GROUPS else ordered.head(MOST_GROUPS - 1)
    rest = ordered.iloc[len(kept) :]
    if len(rest):
        summed = rest.drop(columns="group_value").sum(numeric_only=True).to_frame().T.assign(group_value=OTHER)
        kept = pd.concat([kept, summed], ignore_index=True)
    table = _compared(_long(kept, params))
    return table if is_compared else table.assign(p_value=float("nan"), certain=False)


def _long(rows: pd.DataFrame, params: FunnelParams) -> pd.DataFrame:
    made = [
        _row(row, number, name, params)
        for row in rows.to_dict("records")
        for number, name in enumerate(params.names, 1)
    ]
    columns = ["group", "step_no", "before_no", "step", "is_optional", *_COUNTS, *_PEOPLE]
    table = pd.DataFrame(made, columns=columns).astype(
        dict.fromkeys(("step_no", "before_no", *_COUNTS, *_PEOPLE), "int64") | {"is_optional": "bool"}
    )
    decided = table["converted"] + table["lost"]
    table["rate"] = shares(table["converted"], decided)
    table["low"], table["high"] = wilson_bounds(table["converted"], decided)
    table["rate_in_all"] = _in_all(table)
    return table


def _row(row: dict[Any, Any], number: int, name: str, params: FunnelParams) -> dict[str, Any]:
    counts = {part: int(row[f"{part}_{number}"]) for part in ("customers", "converted", "open")}
    counts["lost"] = counts["customers"] - counts["converted"] - counts["open"]
    people = {
        part: int(row[f"{part}_{number}"]) if f"{part}_{number}" in row else counts[part.removesuffix("_people")]
        for part in _PEOPLE
    }
    step = params.steps[number - 1]
    return (
        {
            "group": row["group_value"],
            "step_no": number,
            "before_no": _before(number, params),
            "step": name,
            "is_optional": step.is_optional,
        }
        | counts
        | people
    )


def _before(number: int, params: FunnelParams) -> int:
    return max((one for one, step in enumerate(params.steps[: number - 1], 1) if not step.is_optional), default=0)


def _in_all(table: pd.DataFrame) -> np.ndarray:
    """Of those who entered and whose way is decided, the share that came so far."""
    needed = table[~table["is_optional"].astype(bool)]
    lost = needed.groupby("group", dropna=False, sort=False)["lost"].cumsum().reindex(table.index)
    return shares(table["converted"], table["converted"] + lost)


def _compared(table: pd.DataFrame) -> pd.DataFrame:
    """With the corrected p-value of each group against all others at each step, and whether it is more than chance."""
    of_all = table.groupby("step_no")[["converted", "lost"]].transform("sum")
    p_values = [
        two_rates(int(won), int(won + lost), int(all_won - won), int(all_won + all_lost - won - lost))
        for won, lost, all_won, all_lost in zip(
            table["converted"], table["lost"], of_all["converted"], of_all["lost"], strict=True
        )
    ]
    first = table["step_no"].eq(1)
    table["p_value"] = holm([float("nan") if is_first else p for p, is_first in zip(p_values, first, strict=True)])
    table["certain"] = (table["p_value"] < CHANCE) & (table["converted"] + table["lost"] >= SMALL)
    return table


def times(rows: pd.DataFrame, timed: tuple[int, ...]) -> pd.DataFrame:
    """By step and time since the step before: step_no, seconds, n (still waiting), events, censored, rate, low, high
    (Kaplan–Meier)."""
    names = ["step_no", "seconds", "n", "events", "censored", "rate", "low", "high"]
    parts = []
    for number in timed:
        part = rows[rows[f"is_timed_{number}"].astype(bool) & rows[f"seconds_{number}"].notna()]
        part = part.sort_values(f"seconds_{number}")
        took, entered = part[f"converted_{number}"], part[f"customers_{number}"]
        curve = kaplan_meier(part[f"seconds_{number}"], took, entered - took)
        parts.append(curve.assign(step_no=number).rename(columns={"day": "seconds"})[names])
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)


def whole(rows: pd.DataFrame, timed: tuple[int, ...]) -> pd.DataFrame:
    """The row of everybody."""
    is_timed = rows[[f"is_timed_{number}" for number in timed]].any(axis=1) if timed else False
    return rows[rows["group_value"].isna() & ~(pd.Series(is_timed, index=rows.index).astype(bool))]


def with_times(table: pd.DataFrame, curves: pd.DataFrame) -> pd.DataFrame:
    """The steps with the time by which 50, 75 and 90 % of those who go on have done so; nan where nobody does."""
    for name, share in (("median_s", 0.5), ("p75_s", 0.75), ("p90_s", 0.9)):
        table[name] = [_time_by(curves[curves["step_no"] == number], share) for number in table["step_no"]]
    return table


def _time_by(curve: pd.DataFrame, share: float) -> float:
    """When the share of those who convert within the window has done so: the curve is read as a share of its end."""
    if curve.empty or not curve["rate"].iloc[-1]:
        return float("nan")
    reached = curve[curve["rate"] >= share * curve["rate"].iloc[-1] - 1e-12]
    return float(reached["seconds"].iloc[0])


def periods(earlier: pd.DataFrame | None, now: pd.DataFrame) -> pd.DataFrame:
    """By step: step_no, step, rate_before, n_before, rate, n (decided), p_value (two-sided, corrected), certain."""
    names = ["step_no", "step", "rate_before", "n_before", "rate", "n", "p_value", "certain"]
    if earlier is None or earlier.empty:
        return pd.DataFrame(columns=names)
    table = now[["step_no", "step", "rate"]].copy()
    table["rate_before"] = earlier["rate"]
    table["n"], table["n_before"] = (one["converted"] + one["lost"] for one in (now, earlier))
    p_values = [
        two_rates(int(one), int(n), int(other), int(other_n))
        for one, n, other, other_n in zip(
            now["converted"], table["n"], earlier["converted"], table["n_before"], strict=True
        )
    ]
    table["p_value"] = holm([float("nan"), *p_values[1:]])
    table["certain"] = (table["p_value"] < CHANCE) & (table[["n", "n_before"]].min(axis=1) >= SMALL)
    return table[names]


def what_if(table: pd.DataFrame) -> pd.DataFrame:
    """By step: step_no, step, best_group (of at least 30 decided people), best_rate, rate (of the others), more (people
    who would take the step), more_at_the_end (if they went on as their group does)."""
    names = ["step_no", "step", "best_group", "best_rate", "rate", "more", "more_at_the_end"]
    rows = []
    needed = table[~table["is_optional"].astype(bool) & (table["step_no"] > 1)]
    for number in sorted(needed["step_no"].unique()):
        part = needed[needed["step_no"] == number]
        enough = part[(part["converted"] + part["lost"] >= SMALL) & ~part["group"].isin((OTHER, UNKNOWN))]
        if len(enough) < 2:
            continue
        best = enough.sort_values(["rate", "group"], ascending=[False, True]).iloc[0]
        others = part[part["group"] != best["group"]]
        decided = others["converted"] + others["lost"]
        more = (decided * (best["rate"] - shares(others["converted"], decided))).clip(lower=0).fillna(0)
        onward = [_onward(table, group, int(number)) for group in others["group"]]
        rows.append(
            {
                "step_no": int(number),
                "step": best["step"],
                "best_group": best["group"],
                "best_rate": float(best["rate"]),
                "rate": share_of(others["converted"].sum(), decided.sum()),
                "more": float(more.sum()),
                "more_at_the_end": float((more * onward).sum()),
            }
        )
    return pd.DataFrame(rows, columns=names)


def _onward(table: pd.DataFrame, group: str, number: int) -> float:
    """The share of a group's people that goes from a step on to the end."""
    rows = table[(table["group"] == group) & (table["step_no"] > number) & ~table["is_optional"].astype(bool)]
    return float(np.nan_to_num(rows["rate"].to_numpy(dtype="float64")).prod())


_OF_ROW = declare("rate", "rate", "low", "high", about=("converted_people", "lost_people"))
_COUNTED = tuple(column for name in _COUNTS for column in declare("count", name, about=(f"{name}_people",)))
_WHOLE = (("converted_people", "open_people", "lost_people"), "customers_people")

COLUMNS: Declared = {
    SINGLE: Frame(columns=declare("flag", "by_day")),
    "steps": Frame(
        columns=(
            *declare("key", "step_no", "before_no"),
            *declare("text", "step"),
            *declare("flag", "is_optional"),
            *declare("people", "customers_people", cell=lambda row: (row["before_no"],)),
            *declare("people", "converted_people", cell=lambda row: (row["step_no"],)),
            *declare("people", "open_people", "lost_people"),
            *_COUNTED,
            *_OF_ROW,
            *declare("rate", "rate_in_all"),
            *declare("number", "median_s", "p75_s", "p90_s", about=("converted_people",)),
        ),
        sums=(_WHOLE,),
    ),
    "own": Frame(
        columns=(
            *declare("key", "step_no"),
            *declare("text", "step"),
            *declare("people", "people"),
            *declare("count", "events"),
            *declare("flag", "by_day"),
        )
    ),
    "groups": Frame(
        columns=(
            *declare("text", "group", "step"),
            *declare("key", "step_no", "before_no"),
            *declare("flag", "is_optional", "certain"),
            *declare("people", "customers_people", cell=lambda row: (row["group"], row["before_no"])),
            *declare("people", "converted_people", cell=lambda row: (row["group"], row["step_no"])),
            *declare("people", "open_people", "lost_people"),
            *_COUNTED,
            *_OF_ROW,
            *declare("rate", "rate_in_all", "p_value"),
        ),
        totals=tuple(Total(column=name, within=("step_no",), to=("steps", name, ("step_no",))) for name in _PEOPLE),
        sums=(_WHOLE,),
    ),
    "times": Frame(
        columns=(
            *declare("key", "step_no", "seconds"),
            *declare("people", "n"),
            *declare("people", "events", "censored", is_aside=True),
            *declare("rate", "rate", "low", "high"),
        ),
        steps=Steps(left="n", gone="events", within=("step_no",)),
    ),
    # A guess that people cannot be counted out of: whoever may not see single persons does without it.
    "what_if": Frame(
        columns=(
            *declare("key", "step_no"),
            *declare("text", "step", "best_group"),
            *declare("one", "best_rate", "rate", "more", "more_at_the_end"),
        )
    ),
    # What a few have in common tells them; whoever may not see single persons does without it.
    "apart": Frame(
        columns=(
            *declare("key", "kind", "feature", "value"),
            *declare("text", "label"),
            *declare("one", "converted_with", "converted_n", "lost_with", "lost_n", "converted_share", "lost_share"),
            *declare("one", "difference", "low", "high", "p_value"),
            *declare("flag", "is_of_today", "certain"),
        )
    ),
    "periods": Frame(
        columns=(
            *declare("key", "step_no"),
            *declare("text", "step"),
            *declare("people", "n", "n_before"),
            *declare("rate", "rate", "rate_before", "p_value"),
            *declare("flag", "certain"),
        )
    ),
}
"""What every column is about; a step's converted are the next one's customers."""
