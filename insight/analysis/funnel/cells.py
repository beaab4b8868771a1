"""The numbers of people in a funnel."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.funnel.parts import PART_WORDS
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.funnel.result import FunnelResult


def cells(result: "FunnelResult") -> Iterator[Cell]:
    """Of each step who was lost, who still has time, and who went on; nothing where nobody was."""
    for row in result.steps.to_dict("records"):
        number = int(row["step_no"])
        for part, label in PART_WORDS.items():
            if row[f"{part}_people"]:
                yield Cell(
                    key={"step": str(number), "state": part},
                    label=_("{step}: {part}", step=result.label(number), part=label),
                    people=whole(row[f"{part}_people"]),
                    picker="funnel_part",
                    point=(str(row["step_no"]), part),
                )
