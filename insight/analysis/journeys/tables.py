"""From counted journeys to the small tables of a result."""

import pandas as pd

from insight.analysis.journeys.words import OTHER
from insight.results import SINGLE, Declared, Frame, Total, declare, per
from insight.statistics.intervals import shares, wilson_bounds


def places(rows: pd.DataFrame) -> pd.DataFrame:
    """place, channel, customers, folded (channels that "(other)" stands for, else 0)."""
    return rows.assign(folded=rows["folded"].where(rows["channel"] == OTHER, 0).astype("int64"))


def ways(journeys: pd.DataFrame) -> pd.DataFrame:
    """place (of `channel`), channel, next, customers, here, share, low, high."""
    steps = (("first", "next"), ("next", "order"))
    parts = [
        journeys[[here, there, "customers"]].set_axis(["channel", "next", "customers"], axis=1).assign(place=place)
        for place, (here, there) in enumerate(steps)
    ]
    table = pd.concat(parts).groupby(["place", "channel", "next"])["customers"].sum().reset_index()
    whole = table.groupby(["place", "channel"])["customers"].transform("sum")
    table = _shared(table, whole).sort_values(
        ["place", "customers", "channel", "next"], ascending=[True, False, True, True], ignore_index=True
    )
    return table[["place", "channel", "next", "customers", "here", "share", "low", "high"]]


def moves(rows: pd.DataFrame) -> pd.DataFrame:
    """channel, then, customers, here (people of several channels who met it), share, low, high, days (median)."""
    whole = rows.groupby("channel")["customers"].transform("sum")
    table = _shared(rows, whole)
    return table[table["then"] != ""].reset_index(drop=True)


def _shared(table: pd.DataFrame, whole: pd.Series) -> pd.DataFrame:
    low, high = wilson_bounds(table["customers"], whole)
    return table.assign(here=whole, share=shares(table["customers"], whole), low=low, high=high)


_PLACE = declare("key", "place")

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "people"),
            *declare("people", "several", part_of="people"),
            *declare("people", "tied", part_of="several"),
            *declare("people", "undated", is_aside=True),
        )
    ),
    "places": Frame(
        columns=(
            *_PLACE,
            *declare("text", "channel"),
            *declare("people", "customers"),
            *declare("count", "folded", is_safe=True),
        ),
        totals=(Total(column="customers", within=("place",), to=(SINGLE, "several", ())),),
    ),
    "ways": Frame(
        columns=(
            *_PLACE,
            *declare("text", "channel", "next"),
            *declare("people", "here", cell=per("place", "channel")),
            *declare("people", "customers", part_of="here"),
            *declare("share", "share"),
            *declare("rate", "low", "high"),
        ),
        totals=(
            Total(column="customers", within=("place", "channel"), to=("places", "customers", ("place", "channel"))),
            Total(
                column="customers",
                alike=lambda frame: [(row["place"] + 1, row["next"]) for row in frame.to_dict("records")],
                to=("places", "customers", ("place", "channel")),
            ),
        ),
        sums=((("here",), ("places", "customers", ("place", "channel"))),),
    ),
    # The same people as the ways, cut in other ways: side by side they would tell single persons by subtraction.
    "journeys": Frame(columns=(*declare("text", "first", "next", "order"), *declare("one", "customers", "share"))),
    "moves": Frame(
        columns=(
            *declare("text", "channel", "then"),
            *declare("one", "customers", "here", "share", "low", "high", "days"),
        )
    ),
}
"""What the columns are about."""
