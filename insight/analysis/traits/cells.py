"""The numbers of people of whom traits are known."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.traits.result import TraitsResult


def cells(result: "TraitsResult") -> Iterator[Cell]:
    """The groups of the trait shown; of each trait everybody of whom it is known."""
    for row in result.groups.to_dict("records"):
        yield Cell(
            key={"trait": result.trait, "value": str(row["value"])},
            label=row["label"],
            people=whole(row["customers"]),
            picker="trait_group",
            point=(str(row["value"]),),
        )
    for row in result.traits.to_dict("records"):
        label = _("{trait}: known", trait=row["label"])
        yield Cell(key={"trait": row["trait"]}, label=label, people=whole(row["customers"]))
