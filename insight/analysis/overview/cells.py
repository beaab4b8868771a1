"""The numbers of people in the overview."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.overview.names import channel_name
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.overview.result import OverviewResult

_GROUPS: dict[str, Text] = {
    "buyers": _("All buyers"),
    "repeat_buyers": _("Bought two or more times"),
    "one_time_buyers": _("Bought once"),
    "members_without_orders": _("Known, but no order that counts"),
}
_MONTH_GROUPS: dict[str, Text] = {"new": _("New buyers"), "returning": _("Returning buyers")}


def cells(result: "OverviewResult") -> Iterator[Cell]:
    """The totals, each channel, and the new and the returning buyers of each month, the newest first."""
    for group, label in _GROUPS.items():
        point = ("group", group)
        yield Cell(key={"group": group}, label=label, people=getattr(result, group), picker="who", point=point)
    for row in result.channels.to_dict("records"):
        yield Cell(
            key={"channel": row["channel"]},
            label=channel_name(row["channel"]),
            people=whole(row["customers"]),
            picker="who",
            point=("channel", row["channel"]),
        )
    for row in result.periods.iloc[::-1].to_dict("records"):
        month = row["period"].isoformat()
        counts = {"new": row["new_customers"], "returning": row["customers"] - row["new_customers"]}
        for group, customers in counts.items():
            yield Cell(
                key={"period": month, "group": group, "in_currency": True},
                label=_("{month:month} · {group}", month=row["period"], group=_MONTH_GROUPS[group]),
                people=whole(customers),
                picker="who",
                point=("period", month, group),
            )
