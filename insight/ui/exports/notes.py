"""What staff wrote into a returned list: taken back on request, conflicts for somebody to decide."""

import datetime as dt
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from insight.export import Conflict, Note, Returned, list_notes, notes_in, take_notes
from insight.i18n import Text, _
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.kit.role import asker
from insight.ui.kit.who import who
from insight.warehouse import DuckWarehouse

_TROUBLES = {
    "note_differs": _("another returned file says otherwise"),
    "tags_changed": _("the tags have changed since the list was written"),
}
_DONE = "notes taken back"


def show_notes(warehouse: DuckWarehouse, returned: Returned) -> None:
    """What the file says of whom: a button for what can be taken, another for what is in conflict."""
    found = notes_in(warehouse, returned)
    done = state.recall(_DONE)
    if done:
        state.forget(_DONE)
        st.success(say(_("{n:count} notes were taken back.", n=done)), icon=":material/task_alt:")
    if found.taken:
        st.markdown(f"**{say(_('{n:count} people have new notes or tags', n=len(found.taken)))}**")
        st.dataframe(_table(found.taken), hide_index=True, placeholder="–")
        _button(_("Take them back"), "take_notes", _storing(warehouse, returned, found.taken))
    if found.known:
        st.caption(say(_("{n:count} notes of this file were taken back before.", n=found.known)))
    if found.conflicts:
        st.warning(
            say(_("{n:count} notes are in conflict and were left as they are", n=len(found.conflicts))),
            icon=":material/merge_type:",
        )
        st.dataframe(_conflicts(found.conflicts), hide_index=True, placeholder="–")
        disputed = [conflict.note for conflict in found.conflicts]
        _button(_("Take the version of this file"), "take_disputed", _storing(warehouse, returned, disputed))


def show_kept_notes(warehouse: DuckWarehouse) -> None:
    """Everything that was ever taken back; older notes about a person stay beside the newer ones."""
    asking = asker()
    if asking.is_manager:
        return
    notes = list_notes(warehouse, asking)
    if notes.empty:
        return
    with st.expander(say(_("Notes and tags taken back so far")), icon=":material/sticky_note_2:"):
        st.dataframe(
            pd.DataFrame(
                {
                    say(_("Customer ID")): notes["customer_id"],
                    say(_("Name")): notes["name"],
                    say(_("Notes")): notes["note"],
                    say(_("Tags")): notes["tags"],
                    say(_("Taken back by")): notes["noted_by"],
                    say(_("Taken back at")): [shown(at.to_pydatetime(), "minute") for at in notes["noted_at"]],
                    say(_("Number in the export log")): notes["export_id"],
                    say(_("Name of the file")): notes["file"],
                }
            ),
            hide_index=True,
            placeholder="–",
        )


def _button(label: Text, key: str, store: Callable[[], None]) -> None:
    st.button(say(label), key=key, type="primary" if key == "take_notes" else "secondary", on_click=store)


def _storing(warehouse: DuckWarehouse, returned: Returned, notes: Sequence[Note]) -> Callable[[], None]:
    by = who()

    def store() -> None:
        at = dt.datetime.now().replace(microsecond=0)
        state.remember(_DONE, take_notes(warehouse, returned, notes, by=by, at=at))

    return store


def _table(notes: Sequence[Note]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say(_("Customer ID")): [note.customer_id for note in notes],
            say(_("Notes")): [note.note for note in notes],
            say(_("Tags")): [note.tags for note in notes],
        }
    )


def _conflicts(conflicts: Sequence[Conflict]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say(_("Customer ID")): [conflict.note.customer_id for conflict in conflicts],
            say(_("Conflict")): [say(_TROUBLES[conflict.trouble]) for conflict in conflicts],
            say(_("This file says")): [_said(conflict.note) for conflict in conflicts],
            say(_("It stands")): [conflict.stored for conflict in conflicts],
            say(_("Taken back by")): [conflict.by for conflict in conflicts],
            say(_("Taken back at")): [shown(conflict.at, "minute") for conflict in conflicts],
        }
    )


def _said(note: Note) -> str:
    return "; ".join(part for part in (note.note, note.tags) if part)
