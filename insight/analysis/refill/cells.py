"""The numbers of people who are due to buy again."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from insight.analysis.refill.params import WINDOWS
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.refill.result import RefillResult

STATES: dict[str, Text] = {
    "overdue": _("Overdue, not bought again yet"),
    "long_overdue": _("Overdue for longer than a rhythm"),
    "later": _("Due later"),
}


def cells(result: "RefillResult") -> Iterator[Cell]:
    """Within each window and in each state, of any product and of each; then day by day."""
    names: dict[str, Text] = {"": _("Any product")}
    names |= {row["item"]: _("{name}", name=row["name"]) for row in result.due.to_dict("records")}
    yield from _due(names[""], "", result.totals)
    for row in result.due.to_dict("records"):
        yield from _due(names[row["item"]], row["item"], row)
    for row in result.days.to_dict("records"):
        item = row["item"] if isinstance(row["item"], str) else ""
        day = row["run_out_on"].isoformat()
        yield Cell(
            key={"day": day} | _of(item),
            label=_("{name} · {day:day}", name=names[item], day=row["run_out_on"]),
            people=whole(row["customers"]),
            picker="refills",
            point=("day", day, item),
        )


def _due(name: Text, item: str, counts: Mapping[Any, Any]) -> Iterator[Cell]:
    for window in WINDOWS:
        yield Cell(
            key={"window": window} | _of(item),
            label=_("{name} · within {days} days", name=name, days=window),
            people=whole(counts[f"due_{window}"]),
            picker="refills",
            point=("window", window, item),
        )
    for state, label in STATES.items():
        yield Cell(
            key={"state": state} | _of(item),
            label=_("{name} · {state}", name=name, state=label),
            people=whole(counts[state]),
            picker="refills",
            point=("state", state, item),
        )


def _of(item: str) -> dict[str, str]:
    return {"item": item} if item else {}
