"""The numbers of people on paths."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from insight.analysis.paths.words import path_name, step_name, way_name
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.paths.result import PathsResult


def cells(result: "PathsResult") -> Iterator[Cell]:
    """The events of each step, the ways from one to the next, and whole paths; the ways of two groups."""
    is_back = result.params.is_back
    for row in result.nodes.to_dict("records"):
        step, event = int(row["step"]), row["event"]
        name = _("Step {n}: {name}", n=step, name=step_name(str(event), is_back=is_back))
        yield _told({"step": step, "event": event}, name, row, ("step", str(row["step"]), event))
    for row in result.links.to_dict("records"):
        key = {"step": int(row["step"]), "event": row["event"], "next": row["next"]}
        name = _("Step {n}: {name}", n=int(row["step"]) + 1, name=way_name(row, is_back=is_back))
        yield _told(key, name, row, ("way", str(row["step"]), row["event"], row["next"]))
    for row in result.paths.to_dict("records"):
        path = row["path"]
        yield _told({"path": path}, path_name(str(path), is_back=is_back), row, ("path", path))

    for row in result.apart.to_dict("records"):
        for side, ending in (("group", ""), ("others", "_others")):
            yield Cell(
                key={"step": int(row["step"]), "event": row["event"], "next": row["next"], "side": side},
                label=_("{group}: {way}", group=getattr(result, side), way=way_name(row, is_back=is_back)),
                people=whole(row[f"customers{ending}"]),
            )


def _told(key: Mapping[str, Any], name: Text, row: Mapping[Any, Any], point: tuple[Any, ...]) -> Cell:
    return Cell(key=key, label=name, people=whole(row["customers"]), picker="paths_people", point=point)
