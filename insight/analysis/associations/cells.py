"""The numbers of people in what goes together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.associations.result import AssociationsResult


def cells(result: "AssociationsResult") -> Iterator[Cell]:
    """Of each rule who bought the one side and not yet the other."""
    for row in result.rules.to_dict("records"):
        sides = {name: row[name] for name in ("antecedent", "consequent")}
        yield Cell(
            key=sides,
            label=_("{antecedent} → {consequent}", **sides),
            people=whole(row["customers"]),
            picker="rule",
            point=tuple(sides.values()),
        )
