"""The saved segments: how many people each has, which one is at hand, renaming and deleting."""

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from insight.audience import SavedSegment, as_segment, delete_segment, rename_segment, saved_segments, size
from insight.errors import InsightError
from insight.i18n import _
from insight.segments import Segment
from insight.ui import state
from insight.ui.language import plain, say, shown
from insight.ui.role import shown_to_role
from insight.ui.scope import as_of, currency
from insight.warehouse import DuckWarehouse

AT_HAND = "segment"


def pick_saved(warehouse: DuckWarehouse) -> SavedSegment | None:
    """All saved segments with their sizes, and the one that is looked at; None while there is none."""
    found = saved_segments(warehouse)
    if not found:
        st.info(say(_("No segment is saved yet. Build one below, or save the people behind any number of any page.")))
        return None
    _table(warehouse, found)
    by_number = {saved.segment_id: saved for saved in found}
    numbers = list(by_number)
    if state.recall(AT_HAND) not in numbers:
        state.forget(AT_HAND)
    chosen = st.selectbox(
        say(_("Segment at hand")),
        numbers,
        index=numbers.index(state.starting(AT_HAND, numbers, numbers[0])),
        format_func=lambda number: by_number[number].name if number in by_number else str(number),
        key=AT_HAND,
        filter_mode="contains",
        persist_state="session",
    )
    state.publish(AT_HAND, chosen, numbers[0])
    return by_number[chosen]


def people_at_hand(warehouse: DuckWarehouse, saved: SavedSegment) -> Segment | None:
    """The people of the segment as of the day of the page; why not, where it cannot be had then."""
    try:
        return as_segment(warehouse, saved, as_of(warehouse), currency(warehouse))
    except InsightError as error:
        st.warning(plain(f"{say(error.title)} — {say(error.message)} — {say(error.hint)}"), icon=":material/block:")
        return None


def _table(warehouse: DuckWarehouse, found: list[SavedSegment]) -> None:
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
    )


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
        return say(error.title) + " — " + say(error.message)


def change_saved(warehouse: DuckWarehouse, saved: SavedSegment) -> None:
    """Another name, or off the list."""
    with st.container(horizontal=True, key="change_saved"):
        with (
            st.popover(say(_("Rename")), icon=":material/edit:", key="rename_segment"),
            st.form("rename", border=False),
        ):
            name = st.text_input(say(_("New name")), value=saved.name, max_chars=80)
            if st.form_submit_button(say(_("Rename")), type="primary"):
                _try(lambda: rename_segment(warehouse, saved.segment_id, name or ""))
        with st.popover(say(_("Delete")), icon=":material/delete:", key="delete_segment"):
            st.markdown(say(_("“{name}” is taken off the list. No data are deleted.", name=plain(saved.name))))
            if st.button(say(_("Yes, delete it")), type="primary", key="delete_segment_now"):
                _try(lambda: delete_segment(warehouse, saved.segment_id, dt.datetime.now().replace(microsecond=0)))


def _try(change: Callable[[], object]) -> None:
    """Do it and draw the page anew; say in words why not."""
    try:
        change()
    except InsightError as error:
        st.error(plain(say(error.hint)), icon=":material/block:")
    else:
        st.rerun()
