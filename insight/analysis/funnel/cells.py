"""The numbers of people in a funnel."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.funnel.parts import PART_WORDS
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.funnel.result import FunnelResult


def cells(result: "FunnelResult") -> Iterator[Cell]:
    """Of each step who was lost, who still has time, and who went on; nothing where nobody was. Of a step that was
    asked about who of them has what is known."""
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
    for row in result.apart.to_dict("records") if result.drivers is not None else ():
        yield from _apart(result, row)


def _apart(result: "FunnelResult", row: dict[Any, Any]) -> Iterator[Cell]:
    number = 0 if result.drivers is None else result.drivers.number
    for part in ("converted", "lost"):
        yield Cell(
            key={"step": str(number), "state": part} | {name: row[name] for name in ("kind", "feature", "value")},
            label=_("{step}: {part} · {what}", step=result.label(number), part=PART_WORDS[part], what=row["label"]),
            people=whole(row[f"{part}_with"]),
        )
