"""The numbers of people in the predictions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.clv.result import ClvResult


def cells(result: "ClvResult") -> Iterator[Cell]:
    """Each tenth of expected value, and each band of the chance to be alive, by who bought once and who more often."""
    for row in result.deciles.to_dict("records"):
        decile = int(row["decile"])
        yield Cell(
            key={"decile": decile},
            label=_("Group {decile} of ten", decile=decile),
            people=whole(row["customers"]),
            picker="value",
            point=("decile", decile),
        )
    for row in result.bands.to_dict("records"):
        for is_once in (True, False):
            people = row["one_time"] if is_once else row["customers"] - row["one_time"]
            yield Cell(
                key={"band": int(row["band"]), "one_time": is_once},
                label=_(
                    "Still a customer {low:percent} to {high:percent}, {times}",
                    low=float(row["from_share"]),
                    high=float(row["to_share"]),
                    times=_("Bought once") if is_once else _("Bought more than once"),
                ),
                people=whole(people),
                picker="value",
                point=("band", int(row["band"]), is_once),
            )
