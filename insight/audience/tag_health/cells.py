"""The numbers of people in the health of tags."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.audience.tag_health.result import TagHealthResult


def cells(result: "TagHealthResult") -> Iterator[Cell]:
    """The people whom each problem is about."""
    for row in result.problems.to_dict("records"):
        other = {"other": row["other"]} if isinstance(row["other"], str) else {}
        name = _("{name} · {other}", name=row["name"], other=row["other_name"]) if other else row["name"]
        yield Cell(
            key={"problem": row["problem"], "tag": row["tag"], **other}, label=name, people=whole(row["customers"])
        )
