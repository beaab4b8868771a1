"""From the counts of visits to the small tables of behaviour."""

import pandas as pd

from insight.results import SINGLE, Declared, Frame, Total, declare
from insight.statistics.comparison import CHANCE, two_rates
from insight.statistics.corrections import holm
from insight.statistics.intervals import SMALL, shares, wilson_bounds

LEVELS = ["high", "medium", "low"]
"""Of interest in what is read, the keenest first."""

DIMENSIONS = ("device", "channel", "visitor")
_COUNTS = ["customers", "sessions", "events", "goals", "goal_customers", "single"]


def totals(rows: pd.DataFrame) -> pd.DataFrame:
    """period ("now", "before"), the counts, median_s (of a visit), rate (visits that reached the goal), low, high."""
    whole = rows[rows["weekday"].isna() & rows["dimension"].isna()]
    table = whole.assign(period=["now" if is_now else "before" for is_now in whole["is_now"]])
    return _rated(table.sort_values("is_now", ascending=False, ignore_index=True))[
        ["period", *_COUNTS, "median_s", "rate", "low", "high"]
    ]


def days(rows: pd.DataFrame) -> pd.DataFrame:
    """day, customers, sessions, events of the days told."""
    table = rows.sort_values("day", ignore_index=True)
    return table[["day", "customers", "sessions", "events"]].assign(
        day=[day.date() for day in pd.to_datetime(table["day"])]
    )


def hours(rows: pd.DataFrame) -> pd.DataFrame:
    """weekday (1 is Monday), hour, customers, sessions that began then."""
    table = rows[rows["weekday"].notna() & rows["is_now"]].astype({"weekday": "int64", "hour": "int64"})
    return table.sort_values(["weekday", "hour"], ignore_index=True)[["weekday", "hour", "customers", "sessions"]]


def parts(rows: pd.DataFrame) -> pd.DataFrame:
    """dimension, part ("" where it is not stated), customers, sessions, goals, goal_customers, rate, low, high."""
    table = rows[rows["dimension"].notna() & rows["is_now"]]
    table = table.sort_values(["dimension", "sessions", "part"], ascending=[True, False, True], ignore_index=True)
    return _rated(table)[
        ["dimension", "part", "customers", "sessions", "goals", "goal_customers", "rate", "low", "high"]
    ]


def words(rows: pd.DataFrame, searches: pd.DataFrame) -> pd.DataFrame:
    """keyword, customers, sessions, goals, rate, low, high, no_goal_rate; searches, answered (those whose event says
    what they found), no_result (found nothing) and no_result_rate (of the answered ones)."""
    table = _rated(rows).merge(searches, how="left", on="keyword")
    counts = ["searches", "answered", "no_result"]
    table[counts] = table[counts].fillna(0).astype("int64")
    table["no_goal_rate"] = 1 - table["rate"]
    table["no_result_rate"] = shares(table["no_result"], table["answered"])
    return table[
        ["keyword", "customers", "sessions", "goals", "rate", "low", "high", "no_goal_rate", *counts, "no_result_rate"]
    ]


def articles(rows: pd.DataFrame) -> pd.DataFrame:
    """article ("" where it is not named), customers, opens, timed, readers (it stayed open for a minute), read_rate (of
    the timed ones) with low and high, median_s, forwarders, forward_rate."""
    low, high = wilson_bounds(rows["readers"], rows["timed"])
    return rows.assign(
        read_rate=shares(rows["readers"], rows["timed"]),
        low=low,
        high=high,
        forward_rate=shares(rows["forwarders"], rows["customers"]),
    )


def levels(rows: pd.DataFrame) -> pd.DataFrame:
    """level (high, medium, low), customers, opens, buyers (ordered since they first read), rate, low, high."""
    low, high = wilson_bounds(rows["buyers"], rows["customers"])
    table = rows.assign(rate=shares(rows["buyers"], rows["customers"]), low=low, high=high)
    return table.sort_values("level", key=lambda level: level.map(LEVELS.index), ignore_index=True)


def clicks(rows: pd.DataFrame) -> pd.DataFrame:
    """place, customers (who clicked), clicks, seen (people it was shown to), seen_clicked, rate, low, high."""
    low, high = wilson_bounds(rows["seen_clicked"], rows["seen"])
    return rows.assign(rate=shares(rows["seen_clicked"], rows["seen"]), low=low, high=high)


def pages(rows: pd.DataFrame) -> pd.DataFrame:
    """page, customers, sessions, exits, exit_rate, low, high."""
    table = rows.copy()
    table["exit_rate"] = shares(table["exits"], table["sessions"])
    table["low"], table["high"] = wilson_bounds(table["exits"], table["sessions"])
    return table


def changes(rows: pd.DataFrame) -> pd.DataFrame:
    """What each part adds to the change of the rate: dimension, part, sessions_before, sessions, goals_before, goals,
    rate_before, rate, mix_effect, rate_effect, effect, p_value (of the part's own rate, corrected), certain.

    R = Σ w·r over parts with shares of visits w and rates r: ΔR = Σ Δw·(r̄ − R̄) + Σ w̄·Δr with means over both periods
    (Kitagawa 1955, Journal of the American Statistical Association 50, 1168-1194). The effects of a dimension add up to
    the change. A part that was not there in one of the periods has the other's rate: it changes the mix only.
    """
    known = rows[rows["dimension"].notna()]
    made = [_changed(known[known["dimension"] == dimension], dimension) for dimension in DIMENSIONS]
    table = pd.concat(made, ignore_index=True)
    counts = table[["goals", "sessions", "goals_before", "sessions_before"]].to_numpy(dtype="int64").tolist()
    p_values = [two_rates(*one) for one in counts]
    table["p_value"] = holm(p_values)
    enough = table[["sessions", "sessions_before"]].min(axis=1) >= SMALL
    table["certain"] = (table["p_value"] < CHANCE) & enough
    return table


def _changed(rows: pd.DataFrame, dimension: str) -> pd.DataFrame:
    now, before = (rows[rows["is_now"] == is_now].set_index("part")[["sessions", "goals"]] for is_now in (True, False))
    table = (
        now.merge(before, how="outer", left_index=True, right_index=True, suffixes=("", "_before"))
        .fillna(0)
        .astype("int64")
        .sort_index()
    )
    table = table.reset_index(names="part").assign(dimension=dimension)
    table["rate"] = shares(table["goals"], table["sessions"])
    table["rate_before"] = shares(table["goals_before"], table["sessions_before"])
    rate, rate_before = table["rate"].fillna(table["rate_before"]), table["rate_before"].fillna(table["rate"])
    share = shares(table["sessions"], table["sessions"].sum())
    share_before = shares(table["sessions_before"], table["sessions_before"].sum())
    overall = (float((share * rate).sum()) + float((share_before * rate_before).sum())) / 2
    table["mix_effect"] = (share - share_before) * ((rate + rate_before) / 2 - overall)
    table["rate_effect"] = (share + share_before) / 2 * (rate - rate_before)
    table["effect"] = table["mix_effect"] + table["rate_effect"]
    if not table["sessions_before"].sum() or not table["sessions"].sum():
        table[["mix_effect", "rate_effect", "effect"]] = float("nan")
    return table


def _rated(rows: pd.DataFrame) -> pd.DataFrame:
    table = rows.copy()
    table["rate"] = shares(table["goals"], table["sessions"])
    table["low"], table["high"] = wilson_bounds(table["goals"], table["sessions"])
    return table


_MEASURES = (*declare("count", "sessions", "events"), *declare("rate", "rate", "low", "high", "exit_rate"))
_GOALS = (
    *declare("people", "goal_customers", part_of="customers"),
    *declare("count", "goals", about=("goal_customers",)),
)

COLUMNS: Declared = {
    SINGLE: Frame(columns=declare("text", "goal")),
    "totals": Frame(
        columns=(
            *declare("text", "period"),
            *declare("people", "customers"),
            *_GOALS,
            *_MEASURES,
            *declare("count", "single"),
            *declare("number", "median_s"),
        )
    ),
    "days": Frame(columns=(*declare("day", "day"), *declare("people", "customers"), *_MEASURES)),
    "hours": Frame(columns=(*declare("key", "weekday", "hour"), *declare("people", "customers"), *_MEASURES)),
    "parts": Frame(
        columns=(*declare("text", "dimension", "part"), *declare("people", "customers"), *_GOALS, *_MEASURES)
    ),
    "words": Frame(
        columns=(
            *declare("text", "keyword"),
            *declare("people", "customers"),
            *declare("one", "goals", "rate", "low", "high", "no_goal_rate", "no_result_rate"),
            *declare("one", "searches", "answered", "no_result"),
            *declare("count", "sessions"),
        )
    ),
    "articles": Frame(
        columns=(
            *declare("text", "article"),
            *declare("people", "customers"),
            *declare("people", "timed", "forwarders", part_of="customers"),
            *declare("people", "readers", part_of="timed"),
            *declare("count", "opens"),
            *declare("rate", "read_rate", "low", "high", about=("readers", "timed")),
            *declare("rate", "forward_rate", about=("forwarders",)),
            *declare("number", "median_s", about=("timed",)),
        )
    ),
    "levels": Frame(
        columns=(
            *declare("text", "level"),
            *declare("people", "customers"),
            *declare("people", "buyers", part_of="customers"),
            *declare("count", "opens"),
            *declare("rate", "rate", "low", "high", about=("buyers",)),
        ),
        totals=(Total(column="customers"), Total(column="buyers")),
    ),
    "clicks": Frame(
        columns=(
            *declare("text", "place"),
            *declare("people", "customers", "seen"),
            *declare("people", "seen_clicked", part_of="seen"),
            *declare("count", "clicks"),
            *declare("rate", "rate", "low", "high", about=("seen_clicked",)),
        )
    ),
    "pages": Frame(
        columns=(
            *declare("text", "page"),
            *declare("people", "customers"),
            *declare("one", "exits", "exit_rate", "low", "high"),
            *declare("count", "sessions"),
        )
    ),
    # Visits, not people, are compared here: whoever may not see single persons does without the numbers.
    "changes": Frame(
        columns=(
            *declare("text", "dimension", "part"),
            *declare("flag", "certain"),
            *declare("one", "sessions", "sessions_before", "goals", "goals_before", "rate", "rate_before"),
            *declare("one", "mix_effect", "rate_effect", "effect", "p_value"),
        )
    ),
}
