"""Where the steps and ways of paths stand in their picture: as high as their visits, none over another."""

from collections.abc import Iterator
from dataclasses import dataclass

from insight.analysis.paths import PathsResult
from insight.analysis.paths.words import END
from insight.charts.kit.rows import Row, defined, rows_of

GAP = 0.045
"""Between two events of a step, as a share of all visits."""


@dataclass(frozen=True, slots=True)
class Box:
    """An event of a step: from `low` to `high`, 1 being all visits; `row` says its numbers."""

    step: int
    event: str
    low: float
    high: float
    row: Row


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A way on: where it leaves its event and where it comes to the next, from the lower to the upper edge."""

    step: int
    event: str
    next: str
    leaves: tuple[float, float]
    comes: tuple[float, float]
    row: Row


def boxes(result: PathsResult) -> list[Box]:
    """Events of a step from the top, those of most visits first and the ends of visits last; hidden ones are left out.

    A step of fewer visits stands in the middle.
    """
    known = [row for row in rows_of(result.nodes) if defined(row["visits"])]
    whole = max((float(row["visits"]) for row in known), default=1.0)
    return [
        box
        for step in sorted({int(row["step"]) for row in known})
        for box in _stacked([row for row in known if row["step"] == step], whole)
    ]


def _stacked(rows: list[Row], whole: float) -> Iterator[Box]:
    ordered = sorted(rows, key=lambda row: (row["event"] == END, -row["visits"], row["event"]))
    heights = [float(row["visits"]) / whole for row in ordered]
    top = (1 + sum(heights) + GAP * (len(ordered) - 1)) / 2
    for row, height in zip(ordered, heights, strict=True):
        yield Box(int(row["step"]), str(row["event"]), top - height, top, row)
        top -= height + GAP


def ribbons(result: PathsResult, placed: list[Box]) -> list[Ribbon]:
    """Ways from the top of what they leave and come to, in the order of the events there; hidden ones are left out."""
    at = {(box.step, box.event): box for box in placed}
    place = {key: number for number, key in enumerate(at)}
    whole = next((float(box.row["visits"]) for box in placed if not box.step), 1.0)
    rows = [
        row
        for row in rows_of(result.links)
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
