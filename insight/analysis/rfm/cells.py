"""The numbers of people in RFM."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.rfm_core.names import GROUPS
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.rfm.result import RfmResult


def cells(result: "RfmResult") -> Iterator[Cell]:
    """The cells of the grid, the best first; the groups of both schemes; where two names meet; cells by R, F and M."""
    for row in result.grid.iloc[::-1].to_dict("records"):
        r, f = int(row["r"]), int(row["f"])
        yield Cell(
            key={"r": r, "f": f},
            label=_("R{r} F{f} · {group}", r=r, f=f, group=GROUPS[row["group"]].label),
            people=whole(row["customers"]),
            picker="cell",
            point=(r, f),
        )
    for row in result.groups.to_dict("records"):
        yield Cell(
            key={"scheme": row["scheme"], "group": row["group"]},
            label=row["label"],
            people=whole(row["customers"]),
            picker="group",
            point=(row["scheme"], row["group"]),
        )
    for row in result.crosstab[result.crosstab["customers"] > 0].to_dict("records"):
        yield Cell(
            key={"eight": row["eight"], "eleven": row["eleven"]},
            label=_("{eight} × {eleven}", eight=GROUPS[row["eight"]].label, eleven=GROUPS[row["eleven"]].label),
            people=whole(row["customers"]),
            picker="group",
            point=(row["eight"], row["eleven"]),
        )
    for row in result.cube[result.cube["customers"] > 0].to_dict("records"):
        scores = {name: int(row[name]) for name in ("r", "f", "m")}
        yield Cell(key=scores, label=_("R{r} F{f} M{m}", **scores), people=whole(row["customers"]))
