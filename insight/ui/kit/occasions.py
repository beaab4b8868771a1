"""Festivals, campaigns and notes of staff on every picture over time, and the place where a note is written."""

import datetime as dt

import streamlit as st

from insight.calendar.day_notes import MOST_CHARACTERS, DayNote, add_note, change_note, day_notes, remove_note
from insight.calendar.occasions import campaigns_of, in_view, notes_of
from insight.charts import Picture
from insight.charts.kit.marks import marked
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import of_data
from insight.ui.kit.doing import do_and_redraw
from insight.ui.kit.language import say, shown
from insight.ui.kit.who import who
from insight.ui.kit.workspace import opened
from insight.warehouse import DuckWarehouse


def with_occasions(picture: Picture) -> Picture:
    """The picture with what its days stand out for."""
    axis = picture.time
    if axis is None:
        return picture
    warehouse = opened()
    more = of_data(campaigns_of, warehouse), notes_of(warehouse)
    return marked(picture, in_view(axis.first, axis.last, *more), state.language())


def offer_notes(picture: Picture, *, key: str) -> None:
    """Where somebody notes what happened on a day of the picture, and changes or removes what was noted."""
    axis = picture.time
    if axis is None:
        return
    offered = st.popover(
        say(_("Note a day")), icon=":material/edit_calendar:", type="tertiary", key=f"notes_{key}", on_change="rerun"
    )
    if not offered.open:
        return
    with offered:
        st.caption(say(_("What happened on a day: it stands above every picture over time, for everybody.")))
        warehouse = opened()
        note = _pick(day_notes(warehouse), axis.first, key)
        _form(warehouse, note, axis.last, key)


def _pick(notes: list[DayNote], first: dt.date, key: str) -> DayNote | None:
    """A note that is there, those of the picture first; None for a new one."""
    known = {note.note_id: note for note in sorted(notes, key=lambda one: (one.day < first, one.day))}
    if not known:
        return None
    chosen = st.selectbox(
        say(_("Note")),
        list(known),
        index=None,
        format_func=lambda number: _line(known[number]) if number in known else "–",
        key=f"note_{key}",
        placeholder=say(_("A new one")),
        filter_mode="contains",
    )
    return known.get(chosen) if chosen is not None else None


def _line(note: DayNote) -> str:
    return f"{shown(note.day, 'day')} · {note.note}"


def _form(warehouse: DuckWarehouse, note: DayNote | None, day: dt.date, key: str) -> None:
    number = "new" if note is None else str(note.note_id)
    with st.form(f"note form {key} {number}", border=False, clear_on_submit=note is None):
        chosen = st.date_input(
            say(_("Day")), value=day if note is None else note.day, format="YYYY-MM-DD", key=f"note_day_{key}_{number}"
        )
        text = st.text_input(
            say(_("What happened on this day")),
            value="" if note is None else note.note,
            max_chars=MOST_CHARACTERS,
            key=f"note_text_{key}_{number}",
        )
        wanted = st.form_submit_button(say(_("Keep the note")), type="primary", width="stretch")
    if wanted and isinstance(chosen, dt.date):
        do_and_redraw(lambda: _keep(warehouse, note, chosen, text or ""))
    if note is None:
        return
    st.caption(say(_("Written by {who} on {day:day}", who=note.noted_by, day=note.noted_at.date())))
    if st.button(say(_("Remove the note")), icon=":material/delete:", width="stretch", key=f"note_remove_{key}"):
        do_and_redraw(lambda: remove_note(warehouse, note.note_id, at=_now(), by=who()))


def _keep(warehouse: DuckWarehouse, note: DayNote | None, day: dt.date, text: str) -> DayNote:
    if note is None:
        return add_note(warehouse, day, text, at=_now(), by=who())
    return change_note(warehouse, note.note_id, day=day, note=text, at=_now(), by=who())


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)
