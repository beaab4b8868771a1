"""From the counts of steps to the small tables of paths."""

import pandas as pd

from insight.results import SINGLE, Declared, Frame, Total, among, declare, per
from insight.statistics.intervals import shares, wilson_bounds

_PARTS = {
    "node": ["step", "event", "customers", "visits", "folded"],
    "link": ["step", "event", "next", "customers", "visits"],
    "pair": ["event", "next", "customers", "visits"],
    "path": ["path", "customers", "visits"],
    "loop": ["visits"],
}


def part_of(found: pd.DataFrame, part: str) -> pd.DataFrame:
    """The rows of what was found that are about the same (`Paths.found`), with the columns that they have."""
    table = found[found["part"] == part][_PARTS[part]].reset_index(drop=True)
    return table.astype({name: "int64" for name in table if name in ("step", "customers", "visits", "folded")})


def nodes(rows: pd.DataFrame) -> pd.DataFrame:
    """step, event, customers, visits, folded, started (people on whom all paths stand)."""
    return rows.assign(started=int(rows["customers"][rows["step"] == 0].sum()))


def links(rows: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """step, event, next, customers, visits, here (people of the event), share (of its visits), low, high."""
    whole = places[["step", "event", "customers", "visits"]].rename(columns={"customers": "here", "visits": "whole"})
    table = rows.merge(whole, on=["step", "event"], how="left")
    table["share"] = shares(table["visits"], table["whole"])
    table["low"], table["high"] = wilson_bounds(table["visits"], table["whole"])
    return table.drop(columns="whole")


def matrix(rows: pd.DataFrame) -> pd.DataFrame:
    """event, next, customers, times, share (of all that follows the event)."""
    table = rows.rename(columns={"visits": "times"})
    return table.assign(share=shares(table["times"], table.groupby("event")["times"].transform("sum")))


_STEP = declare("key", "step")
_AT = ("nodes", "customers", ("step", "event"))

COLUMNS: Declared = {
    # Loops are visits, of however few people.
    SINGLE: Frame(
        columns=(
            *declare("text", "start", "group", "others"),
            *declare("one", "looped", "in_group", "in_others", "in_both"),
        )
    ),
    "nodes": Frame(
        columns=(
            *_STEP,
            *declare("text", "event"),
            *declare("people", "started", cell=lambda _row: "started"),
            *declare("people", "customers", part_of="started"),
            *declare("count", "visits", about=("customers",)),
            *declare("count", "folded", is_safe=True),
        ),
        totals=(
            Total(
                column="customers",
                alike=among(per("step"), lambda row: row["step"] == 0),
                to=("nodes", "started", ("step",)),
            ),
        ),
    ),
    "links": Frame(
        columns=(
            *_STEP,
            *declare("text", "event", "next"),
            *declare("people", "here", cell=per("step", "event")),
            *declare("people", "customers", part_of="here"),
            *declare("count", "visits"),
            *declare("share", "share"),
            *declare("rate", "low", "high"),
        ),
        totals=(
            # People with several visits go several ways, so the sums are not exact; where each has one visit they are.
            Total(column="customers", within=("step", "event"), to=_AT),
            Total(
                column="customers",
                alike=lambda frame: [(row["step"] + 1, row["next"]) for row in frame.to_dict("records")],
                to=_AT,
            ),
        ),
        sums=((("here",), _AT),),
    ),
    # Pairs and whole paths hold the same people as the links, cut in another way: side by side they would tell single
    # persons by subtraction, so whoever may not see those does without the numbers.
    "matrix": Frame(columns=(*declare("text", "event", "next"), *declare("one", "customers", "times", "share"))),
    "paths": Frame(columns=(*declare("text", "path"), *declare("one", "customers", "visits"))),
    # The people of two groups on the same ways: beside the picture they would tell single persons.
    "apart": Frame(
        columns=(
            *_STEP,
            *declare("text", "event", "next"),
            *declare("one", "customers", "here", "share", "customers_others", "here_others", "share_others"),
            *declare("one", "difference", "noise", "p_value"),
            *declare("flag", "certain"),
        )
    ),
}
"""What the columns are about."""
