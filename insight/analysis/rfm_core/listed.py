"""What a list of people who stand elsewhere says of each: from which group to which, and why."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from insight.i18n import Language, Text, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse

Tell = Callable[[Warehouse, Any, Segment, Language, int | None], pa.Table]
"""Makes the reasons of the people of a segment: those of a movement, or those of a sandbox."""

REASON_COLUMNS: dict[str, Text] = {
    "group_before": _("Group before"),
    "group_now": _("Group now"),
    "why": _("Why"),
}


def told_by(tell: Tell, bound: str | None = None) -> Callable[[Warehouse, Any, Segment, Language], MoreColumns | None]:
    """What a list of people behind a number of a result says of each, as `tell` makes it; nothing where the people are
    found without the value `bound`, by which the others are."""

    def reasons(warehouse: Warehouse, result: Any, segment: Segment, language: Language) -> MoreColumns | None:
        if bound is not None and bound not in segment.values:
            return None
        return reason_columns(tell, warehouse, result.params, segment, language)

    return reasons


def reason_columns(tell: Tell, warehouse: Warehouse, params: Any, segment: Segment, language: Language) -> MoreColumns:
    """The group before, the group now and the reason of everybody of the segment."""
    return MoreColumns(table=tell(warehouse, params, segment, language, None), labels=REASON_COLUMNS)
