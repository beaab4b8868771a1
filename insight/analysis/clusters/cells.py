"""The numbers of people in the groups that are found."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.clusters.result import ClustersResult


def cells(result: "ClustersResult") -> Iterator[Cell]:
    """The groups."""
    for row in result.clusters.to_dict("records"):
        cluster = int(row["cluster"])
        yield Cell(
            key={"cluster": cluster},
            label=result.name(cluster),
            people=whole(row["customers"]),
            picker="group",
            point=(cluster,),
        )
