"""The numbers of people who are offered something."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.recommend.words import BASES, GROUPS
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.recommend.result import RecommendResult


def cells(result: "RecommendResult") -> Iterator[Cell]:
    """Everybody; by the ground of the first offer; by product; by group of RFM and product."""
    yield Cell(key={"place": 1}, label=_("To be offered something"), people=whole(result.customers))
    for basis, label in BASES.items():
        people = whole(getattr(result, basis))
        yield Cell(key={"place": 1, "basis": basis}, label=_("Offers are {basis}", basis=label), people=people)
    offered = result.products[result.products["customers"] != 0]
    for row in offered.to_dict("records"):
        yield Cell(
            key={"product": row["item"]},
            label=_("{name}", name=row["name"]),
            people=whole(row["customers"]),
            picker="offer",
            point=(row["item"],),
        )
    for row in result.groups.to_dict("records"):
        yield Cell(
            key={"rfm_group": row["rfm_group"], "product": row["item"]},
            label=_("{group} · {name}", group=GROUPS[row["rfm_group"]], name=row["name"]),
            people=whole(row["customers"]),
        )
