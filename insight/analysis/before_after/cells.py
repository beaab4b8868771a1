"""The numbers of people before and after."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.before_after.tables import BUYERS
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.before_after.result import BeforeAfterResult

_PERIODS: dict[str, Text] = {"before": _("Bought before"), "after": _("Bought after")}


def cells(result: "BeforeAfterResult") -> Iterator[Cell]:
    """Of both periods who bought, who of them was new and who was not, and through which channel they bought."""
    for row in result.measures[result.measures["measure"] == "buyers"].to_dict("records"):
        for period, label in _PERIODS.items():
            yield Cell(key={"period": period}, label=label, people=whole(row[f"buyers_{period}"]))
    for kind in ("buyer", "channel"):
        for row in result.contributions[result.contributions["kind"] == kind].to_dict("records"):
            for period, label in _PERIODS.items():
                part = BUYERS[row["part"]] if kind == "buyer" else _("{value}", value=row["part"])
                yield Cell(
                    key={"period": period, kind: row["part"]},
                    label=_("{name} · {state}", name=label, state=part),
                    people=whole(row[f"buyers_{period}"]),
                )
