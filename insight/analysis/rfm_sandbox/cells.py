"""The numbers of people where other cut-offs are tried."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.rfm_core.moves import label
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.rfm_sandbox.result import RfmSandboxResult


def cells(result: "RfmSandboxResult") -> Iterator[Cell]:
    """Each group at hand and as tried, and each way that somebody would go."""
    for row in result.groups.to_dict("records"):
        group, is_at_hand = row["group"], row["setup"] == "at_hand"
        at_hand = _("{group}, cut-offs at hand", group=row["label"])
        tried = _("{group}, cut-offs tried", group=row["label"])
        yield Cell(
            key={"from_group" if is_at_hand else "to_group": group},
            label=at_hand if is_at_hand else tried,
            people=whole(row["customers"]),
            picker="tried",
            point=(group, "", "") if is_at_hand else ("", group, ""),
        )
    for row in result.matrix[result.matrix["customers"] > 0].to_dict("records"):
        yield Cell(
            key={"from_group": row["from_group"], "to_group": row["to_group"]},
            label=_("{before} → {now}", before=label(row["from_group"]), now=label(row["to_group"])),
            people=whole(row["customers"]),
            picker="tried",
            point=(row["from_group"], row["to_group"], ""),
        )
