"""The numbers of people in repurchase."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.repurchase.words import group_name, step_name
from insight.calendar.periods import period_name
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.repurchase.result import RepurchaseResult

WITHIN_STATES: dict[str, Text] = {
    "not_returned": _("Did not buy again in time"),
    "returned": _("Bought again in time"),
    "open": _("Still have time, not bought yet"),
    "open_returned": _("Still have time, bought already"),
}


def cells(result: "RepurchaseResult") -> Iterator[Cell]:
    """Each step with its spans of days, by who bought again; each cohort of first orders."""
    for row in result.within.to_dict("records"):
        step, days = int(row["step"]), int(row["days"])
        counts = {name: whole(row[name]) for name in ("returned", "n", "open")}
        yield Cell(
            key={"step": step, "days": days, "state": "over"},
            label=_(
                "{step} · within {days} days · {returned:count} of {n:count}, {open:count} still open",
                step=step_name(step),
                days=days,
                **counts,
            ),
            people=counts["n"],
            picker="again_step",
            point=(step, days),
            says_people=True,
        )
        for state, label in WITHIN_STATES.items():
            yield Cell(
                key={"step": step, "days": days, "state": state},
                label=_("{step} · within {days} days · {state}", step=step_name(step), days=days, state=label),
                people=whole(row[state]),
            )
    yield from _groups(result)
    for row in result.revenue[result.revenue["period_no"] == 0].iloc[::-1].to_dict("records"):
        yield Cell(
            key={"cohort": row["cohort"].isoformat()},
            label=period_name(row["cohort"], result.params.period),
            people=whole(row["n"]),
            picker="again_cohort",
            point=("cohort", row["cohort"].isoformat()),
        )


def _groups(result: "RepurchaseResult") -> Iterator[Cell]:
    for row in result.groups.to_dict("records"):
        is_rest, days = row["value"] is None or row["value"] != row["value"], int(row["days"])
        value = None if is_rest else row["value"]
        assert result.apart is not None
        label = _(
            "{value} · within {days} days · {returned:count} of {n:count}",
            value=group_name(value, result.apart),
            days=days,
            returned=whole(row["returned"]),
            n=whole(row["n"]),
        )
        named = {"is_rest": True} if is_rest else {"value": value}
        yield Cell(
            key={**named, "days": days, "state": "over"},
            label=label,
            people=whole(row["n"]),
            picker="again_group",
            point=("group", "" if is_rest else f"={value}", days),
            says_people=True,
        )
        yield Cell(
            key={**named, "days": days, "state": "returned"},
            label=_("{value} · within {days} days · bought again", value=group_name(value, result.apart), days=days),
            people=whole(row["returned"]),
        )
