"""Segments under a name, kept in the workspace. They are no data: keeping one changes no number and no cache."""

import datetime as dt
from dataclasses import dataclass

from insight.audience.cells import from_segment
from insight.audience.expression import Expression, checked, conditions, from_json, to_json
from insight.audience.rules.lists import ON_LIST
from insight.audience.rules.numbers import OF_SEGMENTS
from insight.audience.uploads import find_list
from insight.errors import ParameterError
from insight.i18n import _
from insight.segments import Segment
from insight.warehouse import DuckWarehouse, Warehouse
from insight.warehouse.kept_names import KeptNames, readable_name

_ALL = """
SELECT segment_id, name, expression, created_at, created_by, note, changed_at
FROM app.segments
WHERE deleted_at IS NULL
ORDER BY segment_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSegment:
    """A named expression. `changed_at` is when its expression was last replaced, None if never."""

    segment_id: int
    name: str
    expression: Expression
    created_at: dt.datetime
    created_by: str | None
    note: str | None
    changed_at: dt.datetime | None


def saved_segments(warehouse: Warehouse) -> list[SavedSegment]:
    """Every saved segment that is not deleted, the oldest first."""
    rows = warehouse.arrow(_ALL).to_pylist()
    return [SavedSegment(expression=from_json(row.pop("expression")), **row) for row in rows]


def find_saved(warehouse: Warehouse, name: str | int) -> SavedSegment:
    """The saved segment of a name, or of a number. Raises ParameterError where there is none."""
    found = saved_segments(warehouse)
    for saved in found:
        if name in (saved.segment_id, saved.name):
            return saved
    raise ParameterError("segment", name, _("one of {names}", names=", ".join(saved.name for saved in found) or "–"))


def save_segment(
    warehouse: DuckWarehouse,
    name: str,
    segment: Segment | Expression,
    *,
    at: dt.datetime,
    by: str | None = None,
    note: str | None = None,
    replaces: bool = False,
) -> SavedSegment:
    """Keep a segment of any page, or an expression, under a name.

    Raises ParameterError for a list or segment that is gone. A name that is taken is refused with ParameterError, or
    gets the new expression where `replaces` is asked for.
    """
    expression = checked(from_segment(segment) if isinstance(segment, Segment) else segment)
    name = readable_name(name)
    reached = _reached(warehouse, expression)
    for leaf in conditions(expression):
        if leaf.rule == ON_LIST:
            find_list(warehouse, int(leaf.value("list_id")))
    with warehouse.writing(of_data=False) as session:
        taken = _NAMES.for_new(session, name, replaces=replaces)
        if taken in reached:
            raise ParameterError("segment", name, _("a segment that does not contain itself"))
        values = {"name": name, "expression": to_json(expression), "at": at, "by": by, "note": note}
        if taken is None:
            session.execute(_INSERT, values)
        else:
            session.execute(_REPLACE, values | {"segment_id": taken})
    return find_saved(warehouse, name)


def rename_segment(warehouse: DuckWarehouse, segment_id: int, name: str) -> SavedSegment:
    """Give it another name. Raises ParameterError for a name that is taken, and for a segment that is not there."""
    name = readable_name(name)
    with warehouse.writing(of_data=False) as session:
        _NAMES.give(session, segment_id, name)
    return find_saved(warehouse, segment_id)


def delete_segment(warehouse: DuckWarehouse, segment_id: int, at: dt.datetime) -> None:
    """Take it off the list; its row stays. Raises ParameterError where it is not there, or another segment uses it."""
    users = [each.name for each in saved_segments(warehouse) if segment_id in used_segments(each.expression)]
    if users:
        raise ParameterError(
            "segment", segment_id, _("one that no other segment uses: {names}", names=", ".join(users))
        )
    with warehouse.writing(of_data=False) as session:
        _NAMES.check_is_there(session, segment_id)
        session.execute(
            "UPDATE app.segments SET deleted_at = $at WHERE segment_id = $segment_id",
            {"at": at, "segment_id": segment_id},
        )


def used_segments(expression: Expression) -> set[int]:
    """The numbers of the saved segments that an expression speaks of."""
    return {int(each.value("segment")) for each in conditions(expression) if each.rule in OF_SEGMENTS}


def _reached(warehouse: Warehouse, expression: Expression) -> set[int]:
    """The segments that an expression names, and those that they name. Raises ParameterError where one is gone."""
    reached: set[int] = set()
    todo = used_segments(expression)
    while todo:
        number = todo.pop()
        if number not in reached:
            reached.add(number)
            todo |= used_segments(find_saved(warehouse, number).expression)
    return reached


_INSERT = """
INSERT INTO app.segments (segment_id, name, expression, created_at, created_by, note)
SELECT 1 + coalesce(max(segment_id), 0), $name, $expression, $at, $by, $note
FROM app.segments
"""

_REPLACE = """
UPDATE app.segments
SET expression = $expression, changed_at = $at, note = coalesce($note, note)
WHERE segment_id = $segment_id
"""

_NAMES = KeptNames(
    table="app.segments",
    key="segment_id",
    number="segment",
    expected=_("the number of a saved segment"),
)
