"""The numbers of people in the movement between two days."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from insight.analysis.rfm_core.moves import MOVED, label
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.rfm_movement.result import RfmMovementResult


def cells(result: "RfmMovementResult") -> Iterator[Cell]:
    """Each direction, each way that somebody went, who stayed in a group, and who fell silent."""
    for moved, name in MOVED.items():
        people = result.moves.loc[result.moves["moved"] == moved, "customers"].sum()
        yield Cell(key={"moved": moved}, label=name, people=whole(people), picker="way", point=("", "", moved))
    for row in result.matrix[result.matrix["customers"] > 0].to_dict("records"):
        yield Cell(
            key={"from_group": row["from_group"], "to_group": row["to_group"]},
            label=_("{before} → {now}", before=label(row["from_group"]), now=label(row["to_group"])),
            people=whole(row["customers"]),
            picker="way",
            point=(row["from_group"], row["to_group"], ""),
        )
    for row in result.rates[(result.rates["moved"] == "stayed") & (result.rates["group"] != "")].to_dict("records"):
        yield Cell(
            key={"from_group": row["group"], "moved": "stayed"},
            label=_("{group}: stayed", group=row["label"]),
            people=whole(row["customers"]),
            picker="way",
            point=(row["group"], "", "stayed"),
        )
    for row in result.silence.to_dict("records"):
        yield Cell(
            key={"from_group": row["group"], "silent": True},
            label=_("{group}: ordered nothing", group=row["label"]),
            people=whole(row["customers"]),
            picker="way",
            point=(row["group"], "", "silent"),
        )
    yield from size_cells(result.over_time)


def size_cells(sizes: pd.DataFrame) -> Iterator[Cell]:
    """The groups on each day, the newest first."""
    for row in sizes[sizes["customers"] > 0].iloc[::-1].to_dict("records"):
        yield Cell(
            key={"day": row["as_of"].isoformat(), "group": row["group"]},
            label=_("{day:last_day} · {group}", day=row["as_of"], group=label(row["group"])),
            people=whole(row["customers"]),
            picker="size",
            point=(row["as_of"].isoformat(), row["group"]),
        )
