"""How far each person, or attempt, came: from the events and milestones that fit a step to one row each.

Statements are put together from the shape of the funnel; every name and value that somebody gave is bound.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insight.analysis.funnel.any_order import together
from insight.analysis.funnel.chain import chain, marked, unit_of
from insight.analysis.funnel.matched import fits, happened, property_of
from insight.analysis.funnel.params import FunnelParams
from insight.analysis.funnel.plan import EXCLUDED, Plan
from insight.analysis.funnel.step import Step
from insight.analysis.traits import Apart
from insight.warehouse.steps import Bound, Steps, filled, numbered, repeated

_DAY_US = 86_400_000_000
_EPOCH = dt.date(1970, 1, 1)

UNKNOWN = "(unknown)"
"""The group of those whose property is not stated."""

_ANEW = frozenset({"happened", "matched", "placed"})
"""Each step of a funnel reads its own rows of these: those of one event, by the column that is sorted by few words."""

_MATCHED = """
    SELECT who, {held} AS held, epoch_us({moment}) AS "at", {group} AS group_value, happened_at, {fits}
    FROM happened
    WHERE happened_at < $as_of::DATE
"""

_PLACED = """
    SELECT *, {unit}
    FROM (
        SELECT matched.who, held, "at", group_value, {names}, "at" * 32 + CASE {first} END AS place
        FROM matched{left_out}
        WHERE ({any}) AND held IS NOT NULL{kept}
    )
"""

_LEFT_OUT = """
        LEFT JOIN (
            SELECT DISTINCT who
            FROM matched
            WHERE ({excluded}) AND ($since_us::BIGINT IS NULL OR "at" >= $since_us)
        ) AS excluded ON excluded.who = matched.who"""

_GROUPED = {
    "entry": """
    SELECT {keys}, min(place) AS first_place
    FROM {entries}
    GROUP BY {keys}
""",
    "grouped": """
    SELECT {keys}, min(group_value) AS group_value
    FROM {entries}
    JOIN entry USING ({keys})
    WHERE place = first_place
    GROUP BY {keys}
""",
}

_FAR = """
    SELECT who, {group} AS property,
        {flags}
    FROM got_1{joined}
"""

_PERSON = """
    SELECT far.*, people.customer_id, {group} AS group_value
    FROM far
    LEFT JOIN mart.customers AS people ON people.person_no = far.who{people}
"""

_TRAITS = """
    LEFT JOIN core.customers AS traits ON traits.customer_id = people.customer_id"""
_TOLD = """
    LEFT JOIN told ON told.customer_id = people.customer_id"""
_TOLD_VALUE = "coalesce(nullif(told.value, ''), nullif($untold::VARCHAR, ''))"
_PROPERTY = """
    LEFT JOIN grouped USING ({keys})"""


@dataclass(frozen=True, slots=True)
class Followed:
    """People followed through a funnel. `by_day`: all steps are compared by the day, because one is known by the day
    only. `told`: the trait or tag that people are told apart by."""

    params: FunnelParams
    by_day: bool
    told: Apart | None = None

    @property
    def plan(self) -> Plan:
        return Plan.of(self.params)

    def matched(self) -> Steps:
        """The steps `happened` and `matched`: one row an event or milestone, and which steps it fits."""
        chosen = [*self.params.steps, *(one.step for one in self.params.exclude)]
        read = [name for name in (self.params.hold, self._by) if name is not None]
        rows = happened(chosen, read, everything=self.plan.is_strict)
        held, group = self._held.statement, self._group.statement
        matched = filled(_MATCHED, moment=self._moment, held=held, group=group, fits=self.fitting())
        return Steps({"happened": rows.statement, "matched": matched}, _ANEW)

    def fitting(self) -> str:
        """The columns `fits_`: whether a row is each of the steps and exclusions."""
        lines = ""
        for number, step in self.numbered():
            line = filled("{test} AS fits_", test=fits(step, number).statement) + str(number)
            lines = filled("{lines}{comma}{line}", lines=lines, comma=",\n        " if lines else "", line=line)
        return lines

    def numbered(self) -> "list[tuple[int, Step]]":
        """The steps, and the exclusions after the most steps there can be."""
        return [
            *enumerate(self.params.steps, 1),
            *((EXCLUDED + place, one.step) for place, one in enumerate(self.params.exclude, 1)),
        ]

    def people(self) -> Steps:
        """The same and all that follows, up to `person`: one row a person or attempt, and which steps they came to."""
        plan = self.plan
        left_out = "" if not plan.anywhere else filled(_LEFT_OUT, excluded=repeated("fits_#", plan.anywhere, " OR "))
        placed = filled(
            _PLACED,
            unit=unit_of(plan),
            names=repeated("fits_#", plan.numbers, ", "),
            first=repeated("WHEN fits_# THEN #", plan.numbers, " "),
            left_out=left_out,
            any=repeated("fits_#", plan.numbers, " OR "),
            kept=" AND excluded.who IS NULL" if plan.anywhere else "",
        )
        made = self.matched().then(Steps({"placed": placed}, frozenset() if plan.is_attempts else _ANEW))
        if self.params.order == "any":
            made = made.then(together(plan))
        else:
            rows, name = marked(plan, self._moment)
            made = made.then(rows, chain(plan, name))
        known = Steps() if self.told is None else self.told.steps
        return made.then(self._grouped(), known, Steps({"far": self._far(), "person": self._person()}))

    def _grouped(self) -> Steps:
        entries = "begun" if self.params.order == "any" else "reached_1"
        return Steps(_GROUPED).filled(keys=self.plan.keys, entries=entries)

    def _far(self) -> str:
        """How far each person or attempt came."""
        plan = self.plan
        flag = """got_#.is_there IS NOT NULL AS has_#, coalesce(got_#.is_live, FALSE) AS live_#,
        coalesce(got_#.is_running, FALSE) AS running_#, got_#.took AS took_#,
        got_#.waited AS waited_#"""
        joins = repeated(filled("\n    LEFT JOIN got_# USING ({keys})", keys=plan.keys), plan.numbers[1:], "")
        group = "NULL::VARCHAR"
        if self._by is not None:
            joins, group = filled("{before}{more}", before=joins, more=_PROPERTY), "grouped.group_value"
            joins = filled(joins, keys=plan.keys)
        return filled(_FAR, group=group, flags=repeated(flag, plan.numbers, ",\n        "), joined=joins)

    def _person(self) -> str:
        if self.told is not None:
            return filled(_PERSON, group=_TOLD_VALUE, people=_TOLD)
        if self.params.trait is None:
            return filled(_PERSON, group="far.property", people="")
        return filled(_PERSON, group=filled('traits."{trait}"', trait=self.params.trait), people=_TRAITS)

    @property
    def _moment(self) -> str:
        return "happened_at::DATE::TIMESTAMP" if self.by_day else "happened_at"

    @property
    def _held(self) -> Bound:
        return Bound("''", {}) if self.params.hold is None else numbered(property_of(self.params.hold), 1)

    @property
    def _group(self) -> Bound:
        return Bound("NULL::VARCHAR", {}) if self._by is None else numbered(property_of(self._by), 2)

    @property
    def _by(self) -> str | None:
        """The property of events that groups are told by."""
        return None if self.params.trait is not None else self.params.by

    def values(self) -> dict[str, Any]:
        """What the statements are bound to; the filter of groups is open."""
        params = self.params
        chosen = [*params.steps, *(one.step for one in params.exclude)]
        values: dict[str, Any] = {
            "as_of": params.as_of,
            "as_of_us": _us(params.as_of),
            "since_us": None if params.since is None else _us(params.since),
            "until_us": None if params.until is None else _us(params.until),
            "window": params.window_s * 1_000_000,
            "unknown": UNKNOWN,
            "group": None,
            "other": None,
            "named": [],
        }
        values |= happened(chosen).values
        for number, step in self.numbered():
            values |= dict(fits(step, number).values)
        for number, step in enumerate(params.steps, 1):
            values[f"least_gap_{number}"] = step.least_gap_s * 1_000_000
            values[f"most_gap_{number}"] = None if step.most_gap_s is None else step.most_gap_s * 1_000_000
        if self.told is not None:
            values |= {"untold": self.told.unknown, **self.told.people.values}
        return values | dict(self._held.values) | dict(self._group.values)


def _us(day: dt.date) -> int:
    return (day - _EPOCH).days * _DAY_US
