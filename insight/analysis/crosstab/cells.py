"""The numbers of people in a crosstab."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.answers.words import LINE, short
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.crosstab.result import CrosstabResult


def cells(result: "CrosstabResult") -> Iterator[Cell]:
    """Of each group the known people who gave each answer."""
    for row in result.cells.to_dict("records"):
        key = {"option": row["option"], "group": row["group"]}
        yield Cell(
            key=key,
            label=_("{group}: {option}", group=result.named(str(row["group"])), option=short(row["option"], LINE)),
            people=whole(row["customers"]),
            picker="crosstab_cell",
            point=tuple(key.values()),
        )
