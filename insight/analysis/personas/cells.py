"""The numbers of people in personas."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.personas.result import PersonasResult

_MOST_CLAUSES = 60


def cells(result: "PersonasResult") -> Iterator[Cell]:
    """Of each group everybody, and those who have what a clause says that is beyond chance."""
    people = dict(zip(result.cards["group"], result.cards["customers"], strict=True))
    for group in result.groups:
        yield Cell(
            key={"group": group.code},
            label=_("{name}: everybody", name=group.name),
            people=whole(people[group.code]),
            picker="clause",
            point=(group.code,),
        )
        rows = result.traits[(result.traits["group"] == group.code) & result.traits["is_certain"].astype(bool)]
        for row in rows.head(_MOST_CLAUSES).to_dict("records"):
            yield Cell(
                key={"group": group.code, "trait": row["trait"], "value": row["value"]},
                label=_(
                    "{name} · {trait}: {value}",
                    name=group.name,
                    trait=result.known[row["trait"]].label,
                    value=result.say_value(row["trait"], row["value"]),
                ),
                people=whole(row["with_value"]),
                picker="clause",
                point=(group.code, row["trait"], row["value"]),
            )
