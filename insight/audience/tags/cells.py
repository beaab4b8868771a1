"""The numbers of people in tags."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.audience.tags.result import TagsResult


def cells(result: "TagsResult") -> Iterator[Cell]:
    """The people of each tag in use, and those with any tag of a dimension."""
    for row in result.tags[result.tags["customers"] > 0].to_dict("records"):
        yield Cell(
            key={"tag": str(row["tag"])},
            label=row["name"],
            people=whole(row["customers"]),
            picker="tag",
            point=("tag", str(row["tag"])),
        )
    for row in result.dimensions[result.dimensions["customers"] > 0].to_dict("records"):
        yield Cell(
            key={"dimension": str(row["dimension"])},
            label=_("Any tag of “{dimension}”", dimension=row["label"]),
            people=whole(row["customers"]),
            picker="tag",
            point=("dimension", str(row["dimension"])),
        )
