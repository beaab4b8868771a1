"""What is asked of a funnel: each step by itself, how many came how far, who they are."""

from dataclasses import dataclass

from insight.analysis.funnel.followed import Followed
from insight.analysis.funnel.plan import EXCLUDED
from insight.analysis.funnel.times import TIMES
from insight.warehouse.steps import Bound, Steps, at, filled, places, repeated

_COUNTED = """
SELECT CASE WHEN grouping(group_value) = 0 THEN coalesce(group_value, $unknown) END AS group_value,
    {times}{counts}
FROM timed
GROUP BY GROUPING SETS ((), (group_value){sets})
"""

_COUNTS = """count(CASE WHEN {entered} THEN 1 END) AS customers_#,
    count(CASE WHEN {entered} AND has_# THEN 1 END) AS converted_#,
    count(CASE WHEN {entered} AND NOT has_# AND ({open}) THEN 1 END) AS open_#,
    count(DISTINCT CASE WHEN {entered} THEN customer_id END) AS customers_people_#,
    count(DISTINCT CASE WHEN {entered} AND has_# THEN customer_id END) AS converted_people_#,
    count(DISTINCT CASE WHEN {entered} AND NOT has_# AND ({open}) THEN customer_id END) AS open_people_#,
    count(DISTINCT CASE WHEN {entered} AND NOT has_# AND NOT ({open}) THEN customer_id END) AS lost_people_#"""

_COUNTS_OF_PEOPLE = """count(CASE WHEN {entered} THEN 1 END) AS customers_#,
    count(CASE WHEN {entered} AND has_# THEN 1 END) AS converted_#,
    count(CASE WHEN {entered} AND NOT has_# AND ({open}) THEN 1 END) AS open_#"""

_TIMED = """
    SELECT person.*{seconds}
    FROM person
"""

# By the second within the first hour, by the minute after it: a curve shows no more.
_SECONDS = """,
        CASE
            WHEN coalesce(took_#, waited_{before}) < 3600000000 THEN coalesce(took_#, waited_{before}) // 1000000
            ELSE coalesce(took_#, waited_{before}) // 60000000 * 60
        END AS seconds_#"""

_TIME_COLUMNS = """CASE WHEN grouping(seconds_#) = 0 THEN seconds_# END AS seconds_#,
    grouping(seconds_#) = 0 AS is_timed_#,
    """

_MEMBERS = """
SELECT DISTINCT customer_id
FROM person
WHERE ({state})
    AND (
        $group::VARCHAR IS NULL
        OR coalesce(group_value, $unknown) = $group
        OR ($group = $other AND NOT list_contains($named::VARCHAR[], coalesce(group_value, $unknown)))
    )
"""

_DECIDED = """
    SELECT who, customer_id, bool_or({entered} AND has_#) AS is_converted
    FROM person
    WHERE {entered} AND (has_# OR NOT ({open}))
    GROUP BY who, customer_id
"""

_OWN = """
SELECT {counts}
FROM (
    SELECT {sums}
    FROM matched
    WHERE {any}
    GROUP BY who
)
"""

_OWN_KEPT = """
SELECT {counts}
FROM (
    SELECT who, times, timed, {fits}
    FROM person_times
    WHERE list_contains($events::VARCHAR[], event)
)
"""

_KEPT_COUNTS = """coalesce(sum(CASE WHEN fits_# THEN times END), 0)::BIGINT AS events_#,
    count({distinct}CASE WHEN fits_# THEN who END) AS people_#,
    coalesce(sum(CASE WHEN fits_# THEN timed END), 0)::BIGINT AS timed_#"""

_OWN_SUMS = """count(CASE WHEN fits_# THEN 1 END) AS events_#,
        count(CASE WHEN fits_# AND happened_at <> date_trunc('day', happened_at) THEN 1 END) AS timed_#"""

_OWN_COUNTS = """coalesce(sum(events_#), 0) AS events_#,
    count(CASE WHEN events_# > 0 THEN 1 END) AS people_#,
    coalesce(sum(timed_#), 0) AS timed_#"""

_NOBODY = "FALSE"


@dataclass(frozen=True, slots=True)
class Funnel(Followed):
    """What is asked of the people who are followed."""

    def own(self) -> Bound:
        """One row: events and people of each step and exclusion by itself, and how many state a time of day."""
        numbers = [*self.plan.numbers, *range(EXCLUDED + 1, EXCLUDED + 1 + len(self.params.exclude))]
        if all(step.events and not step.where for _number, step in self.numbered()):
            counts = ""
            for number, step in self.numbered():
                # A person has one row of an event: of several events whoever did two is one person still.
                line = filled(at(_KEPT_COUNTS, number), distinct="DISTINCT " if len(step.events) > 1 else "")
                counts = filled("{done}{comma}{line}", done=counts, comma=",\n    " if counts else "", line=line)
            return self._bound(TIMES.select(filled(_OWN_KEPT, counts=counts, fits=self.fitting())))
        counts = repeated(_OWN_COUNTS, numbers, ",\n    ")
        sums = repeated(_OWN_SUMS, numbers, ",\n        ")
        return self._bound(
            self.matched().select(filled(_OWN, counts=counts, sums=sums, any=repeated("fits_#", numbers, " OR ")))
        )

    def counted(self) -> Bound:
        """Customers, converted and open of every step: of all, by group, and by seconds that each step took or that was
        waited for it (`is_timed_`)."""
        line = _COUNTS if self.plan.is_attempts else _COUNTS_OF_PEOPLE
        counts = self._per_step(line, self.plan.numbers, ",\n    ")
        text = filled(
            _COUNTED,
            counts=counts,
            times=self._per_step(_TIME_COLUMNS, self.timed, ""),
            sets=self._per_step(", (seconds_#)", self.timed, ""),
        )
        seconds = self._per_step(_SECONDS, self.timed, "")
        return self._bound(self.people().then(Steps({"timed": filled(_TIMED, seconds=seconds)})).select(text))

    @property
    def timed(self) -> tuple[int, ...]:
        """The steps that have a time since the step before."""
        return () if self.params.order == "any" else self.plan.needed[1:]

    def members(self, number: int, state: str) -> Bound:
        """The people of one part of the bar of a step: entered, converted, open or lost; of a group, or (NULL) all."""
        parts = {
            "entered": "{entered}",
            "converted": "{entered} AND has_#",
            "open": "{entered} AND NOT has_# AND ({open})",
            "lost": "{entered} AND NOT has_# AND NOT ({open})",
        }
        wanted = self._per_step(parts[state], [number], "")
        return self._bound(self.people().select(filled(_MEMBERS, state=wanted)))

    def decided(self, number: int) -> Steps:
        """`decided`: one row a person who came to the step before and took the step, or can no longer take it."""
        line = self._per_step(_DECIDED, [number], "")
        return self.people().then(Steps({"decided": line}))

    def _per_step(self, line: str, numbers: "list[int] | tuple[int, ...]", between: str) -> str:
        text = ""
        for number in numbers:
            part = filled(at(line, number), **{name: self._part(name, number) for name in places(line)})
            text = filled("{done}{between}{part}", done=text, between=between if text else "", part=part)
        return text

    def _part(self, place: str, number: int) -> str:
        """What stands in a place of a line about one step."""
        if place == "open":
            return self._open(number)
        before = number if number == 1 else self.plan.before(number)
        return at("has_#", before) if place == "entered" else str(before)

    def _open(self, number: int) -> str:
        """Whether somebody can still come to the step: a chain that ends in any step before it runs on."""
        before = [needed for needed in self.plan.needed if needed < number]
        if not before:
            return _NOBODY
        live = repeated("live_#", before if number in self.plan.needed else before[:-1] or before, " OR ")
        if number in self.plan.needed:
            return live
        return filled("{live} OR {last}", live=live, last=repeated("running_#", before[-1:]))

    def _bound(self, statement: str) -> Bound:
        return Bound(statement, self.values())
