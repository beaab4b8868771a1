"""The numbers of people among the chances to order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.predict.words import OUTLOOKS
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.predict.result import PredictResult


def cells(result: "PredictResult") -> Iterator[Cell]:
    """Each band of chances, those who will order, those who are about to leave, and each tenth."""
    for row in result.bands.to_dict("records"):
        band = int(row["band"])
        yield Cell(
            key={"band": band},
            label=_("Chance {low:percent} to {high:percent}", low=row["from_share"], high=row["to_share"]),
            people=whole(row["customers"]),
            picker="chance",
            point=("band", band),
        )
    for outlook, people in (("buys", result.buys), ("leaves", result.leaves)):
        yield Cell(
            key={"outlook": outlook},
            label=OUTLOOKS[outlook],
            people=whole(people),
            picker="chance",
            point=("outlook", outlook),
        )
    for row in result.deciles.to_dict("records"):
        decile = int(row["decile"])
        yield Cell(
            key={"decile": decile},
            label=_("Group {decile} of ten by the chance", decile=decile),
            people=whole(row["customers"]),
            picker="chance",
            point=("decile", decile),
        )
