"""The rows that fit a step: which events and milestones are read, and what each must be like."""

from collections.abc import Sequence
from typing import Any

from insight.analysis.funnel.milestones import OF_MILESTONE
from insight.analysis.funnel.step import COLUMNS, Condition, Step, Test
from insight.warehouse.steps import Bound, filled, numbered

_KEPT = """
    SELECT person_no AS who, NULL::VARCHAR AS milestone, event, occurred_at AS happened_at, channel, page, "object",
        keyword, device, NULL::VARCHAR AS duration_s, NULL::VARCHAR AS session_id, NULL::VARCHAR AS properties
    FROM mart.visit_events"""

_SAID = """
    SELECT people.person_no AS who, NULL::VARCHAR AS milestone, events.event, events.occurred_at AS happened_at,
        events.channel, events.page, events."object", events.keyword, events.device,
        events.duration_s::VARCHAR AS duration_s, events.session_id, events.properties
    FROM core.events AS events
    JOIN mart.customers AS people ON people.customer_id = events.customer_id"""

_OF_STEPS = "{rows}\n    WHERE list_contains($events::VARCHAR[], event)"

_MILESTONE = """
    SELECT people.person_no AS who, reached.milestone, NULL AS event, reached.happened_at, reached.channel,
        reached.page, reached."object", NULL AS keyword, NULL AS device, NULL AS duration_s, NULL AS session_id,
        NULL AS properties
    FROM ({rows}
    ) AS reached
    JOIN mart.customers AS people ON people.customer_id = reached.customer_id"""

IN_VISITS = ("channel", "page", "object", "keyword", "device")
"""Properties that are kept with the visits, where a person is a number and rows are few bytes."""

_PROPERTY = {column: f'"{column}"' for column in COLUMNS}
_OTHER = "json_extract_string(properties, $path)"

_TESTS: dict[Test, str] = {
    "is": "coalesce(list_contains($values::VARCHAR[], {property}), FALSE)",
    "is_not": "NOT coalesce(list_contains($values::VARCHAR[], {property}), FALSE)",
    "contains": "coalesce(contains(lower({property}), lower($text)), FALSE)",
    "at_least": "coalesce(try_cast({property} AS DOUBLE) >= $least::DOUBLE, FALSE)",
    "at_most": "coalesce(try_cast({property} AS DOUBLE) <= $most::DOUBLE, FALSE)",
    "known": "{property} IS NOT NULL",
}

_PER_STEP = 100


def property_of(name: str) -> Bound:
    """The value of a property as text: of its own column, or of what else the source says."""
    if name in _PROPERTY:
        return Bound(_PROPERTY[name], {})
    return Bound(_OTHER, {"path": '$."{}"'.format(name.replace("\\", "\\\\").replace('"', '\\"'))})


def happened(chosen: Sequence[Step], asked: Sequence[str] = (), *, everything: bool = False) -> Bound:
    """The events and milestones among which any of the steps may be, one row each; with `everything` all events at all.

    `asked`: properties that are read of them besides those that the steps name.
    """
    events = sorted({event for step in chosen for event in step.events})
    milestones = [name for name in OF_MILESTONE if any(step.milestone == name for step in chosen)]
    parts = [filled(_MILESTONE, rows=OF_MILESTONE[name]) for name in milestones]
    if everything or events:
        named = {*asked, *(condition.property for step in chosen for condition in step.where)}
        is_kept = named <= set(IN_VISITS)
        # Of kept rows each reader asks for its own step: a list of all of them first costs more than it spares.
        parts.insert(0, _KEPT if is_kept else _SAID if everything else filled(_OF_STEPS, rows=_SAID))
    text = parts[0]
    for part in parts[1:]:
        text = filled("{one}\n    UNION ALL{other}", one=text, other=part)
    return Bound(text, {"events": events})


def fits(step: Step, number: int) -> Bound:
    """Whether a row is this step. Names of values carry the step's number."""
    if step.milestone is not None:
        what = Bound("milestone = $milestone", {"milestone": step.milestone})
    elif len(step.events) == 1:
        what = Bound("event = $of", {"of": step.events[0]})
    else:
        what = Bound("coalesce(list_contains($of::VARCHAR[], event), FALSE)", {"of": list(step.events)})
    parts = [what, *(_test(condition) for condition in step.where)]
    text, values = "coalesce(TRUE", dict[str, Any]()
    for place, part in enumerate(parts):
        one = numbered(part, number * _PER_STEP + place)
        text, values = filled("{before} AND {one}", before=text, one=one.statement), values | dict(one.values)
    return Bound(filled("{all}, FALSE)", all=text), values)


def _test(condition: Condition) -> Bound:
    found = property_of(condition.property)
    text = filled(_TESTS[condition.test], property=found.statement)
    values: dict[str, Any] = {"values": list(condition.values)}
    if condition.values:
        values["text"] = condition.values[0]
    if condition.test in ("at_least", "at_most"):
        values["least"] = values["most"] = float(condition.values[0])
    return Bound(text, values | dict(found.values))
