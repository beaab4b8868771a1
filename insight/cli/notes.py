"""Notes of days: listed, written, changed, taken off."""

import argparse
import datetime as dt
from collections.abc import Callable

from insight.calendar.day_notes import DayNote, add_note, change_note, day_notes, remove_note
from insight.cli.output import DONE, now, print_json, print_lines, say, user
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse import DuckWarehouse


def notes(options: argparse.Namespace) -> int:
    """Do what the action says."""
    return ACTIONS[options.action](options, opened(options))


def _list(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    known = day_notes(warehouse)
    if options.json:
        print_json([_record(note) for note in known])
    else:
        print_lines(f"{note.note_id:>4}  {note.day}  {note.note}  ({note.noted_by or '–'})" for note in known)
    return DONE


def _add(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    return say(options, _record(add_note(warehouse, _day(options.which), options.text or "", at=now(), by=user())))


def _change(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    day = None if options.day is None else _day(options.day)
    changed = change_note(warehouse, _number(options), day=day, note=options.text, at=now(), by=user())
    return say(options, _record(changed))


def _remove(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    remove_note(warehouse, _number(options), at=now(), by=user())
    return say(options, {"removed": _number(options)})


ACTIONS: dict[str, Callable[[argparse.Namespace, DuckWarehouse], int]] = {
    "list": _list,
    "add": _add,
    "change": _change,
    "remove": _remove,
}
"""Name -> what it does."""


def _record(note: DayNote) -> dict[str, object]:
    return {
        "note": note.note_id,
        "day": note.day,
        "text": note.note,
        "noted_at": note.noted_at,
        "noted_by": note.noted_by,
        "changed_at": note.changed_at,
        "changed_by": note.changed_by,
    }


def _number(options: argparse.Namespace) -> int:
    if not (options.which or "").isdecimal():
        raise ParameterError("NOTE", options.which or "–", _("the number that `notes list` shows"))
    return int(options.which)


def _day(text: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError as error:
        raise ParameterError("day", text or "–", _("a day such as 2025-12-31")) from error
