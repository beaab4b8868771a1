"""What staff say of a day, kept in the workspace. It is no data: a note changes no number and no cache."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse import DuckWarehouse, Session, Warehouse
from insight.warehouse.kept_names import readable_name

MOST_CHARACTERS = 120
_FIRST, _LAST = dt.date(1990, 1, 1), dt.date(2100, 1, 1)

_ALL = """
SELECT note_id, day, note, noted_at, noted_by, changed_at, changed_by
FROM app.day_notes
WHERE deleted_at IS NULL
ORDER BY day, note_id
"""

_INSERT = """
INSERT INTO app.day_notes (note_id, day, note, noted_at, noted_by)
SELECT 1 + coalesce(max(note_id), 0), $day, $note, $at, $by
FROM app.day_notes
"""

_CHANGE = """
UPDATE app.day_notes
SET day = coalesce($day, day), note = coalesce($note, note), changed_at = $at, changed_by = $by
WHERE note_id = $note_id
"""

_REMOVE = "UPDATE app.day_notes SET deleted_at = $at, changed_by = $by WHERE note_id = $note_id"
_IS_THERE = "SELECT count(*) FROM app.day_notes WHERE note_id = $note_id AND deleted_at IS NULL"
_NEWEST = "SELECT max(note_id) FROM app.day_notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNote:
    """A note, who wrote it and who changed it last."""

    note_id: int
    day: dt.date
    note: str
    noted_at: dt.datetime
    noted_by: str | None
    changed_at: dt.datetime | None
    changed_by: str | None


def day_notes(warehouse: Warehouse) -> list[DayNote]:
    """Every note, by day."""
    return [DayNote(**row) for row in warehouse.arrow(_ALL).to_pylist()]


def add_note(warehouse: DuckWarehouse, day: dt.date, note: str, *, at: dt.datetime, by: str | None = None) -> DayNote:
    """Keep a note. Raises ParameterError for one that is empty or too long, and for a day that cannot be meant."""
    values = {"day": _checked_day(day), "note": _checked(note), "at": at, "by": by}
    with warehouse.writing(of_data=False) as session:
        session.execute(_INSERT, values)
        number = session.scalar(_NEWEST)
    return _find(warehouse, number)


def change_note(
    warehouse: DuckWarehouse,
    note_id: int,
    *,
    day: dt.date | None = None,
    note: str | None = None,
    at: dt.datetime,
    by: str | None = None,
) -> DayNote:
    """Another day or text; what is None stays. Raises ParameterError as `add_note`, and where it is not there."""
    values = {
        "day": None if day is None else _checked_day(day),
        "note": None if note is None else _checked(note),
        "at": at,
        "by": by,
        "note_id": note_id,
    }
    _do(warehouse, _CHANGE, values)
    return _find(warehouse, note_id)


def remove_note(warehouse: DuckWarehouse, note_id: int, *, at: dt.datetime, by: str | None = None) -> None:
    """Take a note off. Raises ParameterError where it is not there."""
    _do(warehouse, _REMOVE, {"note_id": note_id, "at": at, "by": by})


def _do(warehouse: DuckWarehouse, statement: str, values: dict[str, Any]) -> None:
    with warehouse.writing(of_data=False) as session:
        _check_is_there(session, values["note_id"])
        session.execute(statement, values)


def _check_is_there(session: Session, note_id: int) -> None:
    if not session.scalar(_IS_THERE, {"note_id": note_id}):
        raise ParameterError("note_id", note_id, _("the number of a note that is there"))


def _find(warehouse: Warehouse, number: int) -> DayNote:
    return next(note for note in day_notes(warehouse) if note.note_id == number)


def _checked(note: str) -> str:
    try:
        return readable_name(note, MOST_CHARACTERS)
    except ParameterError as error:
        raise ParameterError("note", note, _("a note of 1 to {most} characters", most=MOST_CHARACTERS)) from error


def _checked_day(day: dt.date) -> dt.date:
    if not _FIRST <= day < _LAST:
        raise ParameterError("day", day, _("a day such as 2025-12-31"))
    return day
