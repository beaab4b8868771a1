"""Where the steps of a flow and the ways between them stand: as high as they count, none over another."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from insight.charts.kit.rows import Row, defined, rows_of

GAP = 0.045
"""Between two places of a step, as a share of the whole."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place of a step: from `low` to `high`, 1 being the whole; `row` says its numbers."""

    step: int
    event: str
    low: float
    high: float
    row: Row


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A way on: where it leaves its place and where it comes to the next, from the lower to the upper edge."""

    step: int
    event: str
    next: str
    leaves: tuple[float, float]
    comes: tuple[float, float]
    row: Row


def boxes(nodes: pd.DataFrame, *, last: str) -> list[Box]:
    """Places of a step from the top, those of most visits first and `last` at the bottom; hidden ones are left out.

    `nodes`: step, event, visits. A step of fewer visits stands in the middle.
    """
    known = [row for row in rows_of(nodes) if defined(row["visits"])]
    whole = max((float(row["visits"]) for row in known), default=1.0)
    return [
        box
        for step in sorted({int(row["step"]) for row in known})
        for box in _stacked([row for row in known if row["step"] == step], whole, last)
    ]


def _stacked(rows: list[Row], whole: float, last: str) -> Iterator[Box]:
    ordered = sorted(rows, key=lambda row: (row["event"] == last, -row["visits"], row["event"]))
    heights = [float(row["visits"]) / whole for row in ordered]
    top = (1 + sum(heights) + GAP * (len(ordered) - 1)) / 2
    for row, height in zip(ordered, heights, strict=True):
        yield Box(int(row["step"]), str(row["event"]), top - height, top, row)
        top -= height + GAP


def ribbons(links: pd.DataFrame, placed: list[Box]) -> list[Ribbon]:
    """Ways from the top of what they leave and come to, in the order of the places there; hidden ones are left out.

    `links`: step, event, next, visits.
    """
    at = {(box.step, box.event): box for box in placed}
    place = {key: number for number, key in enumerate(at)}
    whole = next((float(box.row["visits"]) for box in placed if not box.step), 1.0)
    rows = [
        row
        for row in rows_of(links)
        if defined(row["visits"]) and (row["step"], row["event"]) in at and (row["step"] + 1, row["next"]) in at
    ]
    rows.sort(key=lambda row: (place[row["step"], row["event"]], place[row["step"] + 1, row["next"]]))
    left = {key: box.high for key, box in at.items()}
    come = dict(left)
    found = []
    for row in rows:
        here, there = (row["step"], row["event"]), (row["step"] + 1, row["next"])
        height = float(row["visits"]) / whole
        found.append(
            Ribbon(
                *here,
                there[1],
                leaves=(left[here] - height, left[here]),
                comes=(come[there] - height, come[there]),
                row=row,
            )
        )
        left[here] -= height
        come[there] -= height
    return found
