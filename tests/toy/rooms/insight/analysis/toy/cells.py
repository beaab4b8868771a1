"""The numbers of people by province."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.toy.result import ToyResult


def cells(result: "ToyResult") -> Iterator[Cell]:
    """The buyers of each province."""
    for row in result.provinces.to_dict("records"):
        yield Cell(
            key={"province": row["province"]},
            label=_("{province}", province=row["province"]),
            people=row["customers"],
            picker="toy_province",
            point=(row["province"],),
        )
