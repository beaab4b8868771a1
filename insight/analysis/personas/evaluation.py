"""Month by month: did the group of the first day tell who would order, what of, and who would respond?

What the month before did is what a persona promises of a month: the rate expected of it. That the promise was kept is
its calibration, that it is more than anybody does its lift.
"""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from insight.analysis.personas import statements as sql
from insight.analysis.personas.groups import Group, find_group
from insight.analysis.personas.params import PersonasParams
from insight.calendar.periods import first_day_of, number_of
from insight.i18n import Text, _
from insight.statistics.comparison import CHANCE
from insight.statistics.corrections import holm
from insight.statistics.intervals import SMALL, wilson
from insight.statistics.rate_ratio import rate_ratio
from insight.statistics.target_group import indices
from insight.warehouse import Warehouse
from insight.warehouse.steps import Steps, numbered, steps

Outcome = Literal["order", "category", "response"]

OUTCOMES: Mapping[Outcome, Text] = {
    "order": _("Ordered"),
    "category": _("Ordered what most of them had bought"),
    "response": _("Opened or clicked what was sent"),
}
"""What is tried of a month, in this order."""

COLUMNS = ["group", "outcome", "about", "month", "base_n", "n", "base_bought", "bought"]
_ASKED: Mapping[Outcome, tuple[Steps, str]] = {
    "order": (sql.LATER, sql.RATES),
    "category": (sql.OF_FAVOURITE, sql.RATES_OF_FAVOURITE),
    "response": (sql.TOUCHED, sql.RATES_OF_TOUCHED),
}
_BASE, _GROUP = 8, 1
"""Numbers behind the names of bound values, as in `run`."""


def evaluation(warehouse: Warehouse, params: PersonasParams) -> pd.DataFrame:
    """See `PersonasResult.evaluation`; a month more is counted, for what is expected of the first one."""
    return table(list(_counted(warehouse, params)), params.months)


def _counted(warehouse: Warehouse, params: PersonasParams) -> Iterator[dict[str, Any]]:
    last = number_of(params.as_of, "month")
    for number in range(last - params.months - 1, last) if params.months else ():
        first, end = first_day_of(number, "month"), first_day_of(number + 1, "month")
        base = find_group(warehouse, params.base, first, params.currency)
        for code in params.groups:
            group = find_group(warehouse, code, first, params.currency)
            for outcome in OUTCOMES:
                yield {"group": code, "outcome": outcome, "month": first} | _rates(
                    warehouse, (group, base), outcome, first, end
                )


def _rates(
    warehouse: Warehouse, compared: tuple[Group, Group], outcome: Outcome, first: dt.date, end: dt.date
) -> dict[str, Any]:
    group, base = numbered(compared[0].people, _GROUP), numbered(compared[1].people, _BASE)
    made, statement = _ASKED[outcome]
    whole = steps(chosen_people=group.statement, base=base.statement).then(made)
    values = {**group.values, **base.values, "month_from": first, "month_until": end}
    (row,) = warehouse.arrow(whole.select(statement), values).to_pylist()
    return {
        "about": row["about"],
        "n": row["group_n"],
        "base_n": row["base_n"],
        "bought": row["group_with"],
        "base_bought": row["base_with"],
    }


def table(rows: Sequence[Mapping[str, Any]], months: int) -> pd.DataFrame:
    """One row a group, outcome and month of which there is something to count; the first month only tells what is
    expected of the second. Holm over all rows."""
    before = {(row["group"], row["outcome"], row["month"]): row for row in rows}
    shown = sorted({row["month"] for row in rows})[-months:] if months else []
    kept = [row for row in rows if row["month"] in shown and _is_tried(row)]
    found = pd.DataFrame(kept, columns=COLUMNS)
    index = indices(found["bought"], found["n"], found["base_bought"], found["base_n"])
    ends = [wilson(int(bought), int(n)) for bought, n in zip(found["bought"], found["n"], strict=True)]
    found["rate"], found["base_rate"] = index["share"], index["base_share"]
    found["low"] = [math.nan if end.low is None else end.low for end in ends]
    found["high"] = [math.nan if end.high is None else end.high for end in ends]
    found["lift"], found["lift_low"], found["lift_high"] = (index[name] / 100 for name in ("index", "low", "high"))
    found["p_corrected"] = holm(list(index["p"]))
    told = [_expected(row, before) for row in kept]
    for place, name in enumerate(("expected", "calibration", "calibration_low", "calibration_high")):
        found[name] = pd.Series([each[place] for each in told], dtype="float64")
    found["is_kept"] = [_is_kept(*each[2:]) for each in told]
    return found.assign(is_certain=(found["p_corrected"] < CHANCE) & (found["n"] >= SMALL))


def _is_tried(row: Mapping[str, Any]) -> bool:
    """What nobody bought before, or what was sent to nobody, is no test."""
    return row["outcome"] == "order" or bool(row["base_n"] and (row["outcome"] == "response" or row["about"]))


def _expected(row: Mapping[str, Any], before: Mapping[tuple[Any, ...], Mapping[str, Any]]) -> tuple[float, ...]:
    """The rate of the month before, and the rate of this month by it with the interval."""
    day = first_day_of(number_of(row["month"], "month") - 1, "month")
    earlier = before.get((row["group"], row["outcome"], day))
    if earlier is None or not earlier["n"] or not _is_tried(earlier):
        return (math.nan,) * 4
    ratio = rate_ratio(int(row["bought"]), int(row["n"]), int(earlier["bought"]), int(earlier["n"]))
    return (earlier["bought"] / earlier["n"], *ratio)


def _is_kept(low: float, high: float) -> bool | None:
    """Whether the month was as expected, as far as can be seen; None where nothing was expected."""
    return None if low != low else low <= 1 <= high
