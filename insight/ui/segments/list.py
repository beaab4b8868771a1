"""The saved segments: how many people each has, which one is at hand, renaming, changing and deleting it."""

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from insight.audience import SavedSegment, as_segment, delete_segment, rename_segment, saved_segments, size
from insight.errors import InsightError
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.choices import choose
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.role import shown_to_role
from insight.ui.kit.scope import as_of, currency
from insight.ui.segments import draft as segment_draft
from insight.warehouse import DuckWarehouse

_AT_HAND, _VIEW, _TABLE = "segment", "segments_view", "saved_table"

_VIEWS: dict[str, Text] = {
    "build": _("Build"),
    "saved": _("Segment at hand"),
    "overlap": _("Overlap"),
    "lists": _("Lists of ids"),
}


def show_saved(warehouse: DuckWarehouse) -> list[SavedSegment]:
    """All saved segments with their sizes; a click on a row looks at that one."""
    found = saved_segments(warehouse)
    if not found:
        st.info(say(_("No segment is saved yet. Build one below, or save the people behind any number of any page.")))
        return found
    day = as_of(warehouse)
    with st.spinner(say(_("Counting the saved segments …"))):
        counts = [_count(warehouse, saved, day) for saved in found]
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Segment")): [saved.name for saved in found],
                say(_("Number of people")): [shown(count, "count") for count in counts],
                say(_("What it means")): [_meaning(warehouse, saved, day) for saved in found],
                say(_("Saved at")): [shown(saved.changed_at or saved.created_at, "minute") for saved in found],
                say(_("Saved by")): [saved.created_by for saved in found],
            }
        ),
        hide_index=True,
        placeholder="–",
        alt=say(_("Saved segments")),
        key=_TABLE,
        selection_mode="single-row",
        on_select=lambda: _take_row(found),
    )
    return found


def _take_row(found: list[SavedSegment]) -> None:
    rows = state.recall(_TABLE, {}).get("selection", {}).get("rows", [])
    if rows and rows[0] < len(found):
        state.remember(_AT_HAND, found[rows[0]].segment_id)
        state.remember(_VIEW, "saved")


def _count(warehouse: DuckWarehouse, saved: SavedSegment, day: dt.date) -> float | None:
    try:
        return shown_to_role(size(warehouse, saved, day))
    except InsightError:
        return None


def _meaning(warehouse: DuckWarehouse, saved: SavedSegment, day: dt.date) -> str:
    """The sentence; where the segment cannot be had on the day, why."""
    try:
        return say(as_segment(warehouse, saved.expression, day).sentence)
    except InsightError as error:
        return f"{say(error.title)} — {say(error.message)}"


def pick_view(found: list[SavedSegment]) -> str:
    """What the rest of the page is about; without a saved segment there is nothing to look at or to compare."""
    views = _VIEWS if found else {code: label for code, label in _VIEWS.items() if code in ("build", "lists")}
    if state.recall(_VIEW) not in views:
        state.forget(_VIEW)
    return choose(_("View"), views, key=_VIEW)


def pick_saved(found: list[SavedSegment]) -> SavedSegment:
    """The one that is looked at."""
    by_number = {saved.segment_id: saved for saved in found}
    numbers = list(by_number)
    if state.recall(_AT_HAND) not in numbers:
        state.forget(_AT_HAND)
    chosen = st.selectbox(
        say(_("Segment at hand")),
        numbers,
        index=numbers.index(state.starting(_AT_HAND, numbers, numbers[-1])),
        format_func=lambda number: by_number[number].name if number in by_number else str(number),
        key=_AT_HAND,
        filter_mode="contains",
        persist_state="session",
    )
    state.publish(_AT_HAND, chosen, None)
    return by_number[chosen]


def people_at_hand(warehouse: DuckWarehouse, saved: SavedSegment) -> Segment | None:
    """The people of the segment as of the day of the page; why not, where it cannot be had then."""
    try:
        return as_segment(warehouse, saved, as_of(warehouse), currency(warehouse))
    except InsightError as error:
        st.warning(plain(f"{say(error.title)} — {say(error.message)} — {say(error.hint)}"), icon=":material/block:")
        return None


def change_saved(warehouse: DuckWarehouse, saved: SavedSegment) -> None:
    """Other conditions, another name, or off the list."""
    with st.container(horizontal=True, key="change_saved"):
        st.button(
            say(_("Change the conditions")),
            icon=":material/edit_note:",
            key="draft_take",
            on_click=lambda: _take_conditions(warehouse, saved),
        )
        with (
            st.popover(say(_("Rename")), icon=":material/edit:", key="rename_segment"),
            st.form("rename", border=False),
        ):
            name = st.text_input(say(_("New name")), value=saved.name, max_chars=80, key=f"new_name_{saved.segment_id}")
            if st.form_submit_button(say(_("Rename")), type="primary"):
                _try(lambda: rename_segment(warehouse, saved.segment_id, name or ""))
        with st.popover(say(_("Delete")), icon=":material/delete:", key="delete_segment"):
            st.markdown(say(_("“{name}” is taken off the list. No data are deleted.", name=plain(saved.name))))
            if st.button(say(_("Yes, delete it")), type="primary", key="delete_segment_now"):
                _try(lambda: delete_segment(warehouse, saved.segment_id, dt.datetime.now().replace(microsecond=0)))


def _take_conditions(warehouse: DuckWarehouse, saved: SavedSegment) -> None:
    segment_draft.take(warehouse.workspace, saved.expression, saved.name)
    state.remember(_VIEW, "build")


def _try(change: Callable[[], object]) -> None:
    """Do it and draw the page anew; say in words why not."""
    try:
        change()
    except InsightError as error:
        st.error(plain(say(error.hint)), icon=":material/block:")
    else:
        st.rerun()
