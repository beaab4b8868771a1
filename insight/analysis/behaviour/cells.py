"""The numbers of people in behaviour."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.behaviour.words import DIMENSIONS, part_name
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.behaviour.result import BehaviourResult


def cells(result: "BehaviourResult") -> Iterator[Cell]:
    """The people of each day, the newest first; of each part; who searched for a word; who looked at a page."""
    for row in result.days.iloc[::-1].to_dict("records"):
        day = row["day"].isoformat()
        yield Cell(
            key={"day": day},
            label=_("{day:day}", day=row["day"]),
            people=whole(row["customers"]),
            picker="behaviour_people",
            point=("day", day),
        )
    for row in result.parts.to_dict("records"):
        dimension, part = row["dimension"], row["part"]
        yield Cell(
            key={"dimension": dimension, "part": part},
            label=_("{dimension}: {part}", dimension=DIMENSIONS[dimension], part=part_name(str(part))),
            people=whole(row["customers"]),
            picker="behaviour_people",
            point=("part", dimension, part),
        )
    for kind, table in (("keyword", result.words), ("page", result.pages)):
        for row in table.to_dict("records"):
            yield Cell(
                key={kind: row[kind]},
                label=_("{value}", value=row[kind]),
                people=whole(row["customers"]),
                picker="behaviour_people",
                point=(kind, row[kind]),
            )
