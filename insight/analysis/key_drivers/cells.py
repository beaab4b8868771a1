"""The people behind key drivers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.key_drivers.result import KeyDriversResult


def cells(result: "KeyDriversResult") -> Iterator[Cell]:
    """Of each driver the known people who gave it low marks; how many is not counted here."""
    for row in result.drivers.to_dict("records"):
        yield Cell(
            key={"driver": row["driver"]},
            label=_("Low marks for “{driver}”", driver=row["text"]),
            people=float("nan"),
            picker="driver",
            point=(row["driver"],),
            says_people=True,
        )
