"""Segments: built from conditions, kept, followed over time, compared, and found again from lists of ids."""

import streamlit as st

from insight.i18n import _
from insight.ui.kit.frame import page
from insight.ui.kit.language import plain, say
from insight.ui.kit.pages import SEGMENTS
from insight.ui.people.bar import people_here
from insight.ui.segments.builder import drafted, meaning, save_changes, show_builder
from insight.ui.segments.list import change_saved, people_at_hand, pick_saved, pick_view, show_saved
from insight.ui.segments.method import show_segment_method
from insight.ui.segments.over_time import show_over_time
from insight.ui.segments.overlap import show_overlap
from insight.ui.segments.uploads import show_lists, take_list

with page(SEGMENTS) as warehouse:
    found = show_saved(warehouse)
    view, at_hand = pick_view(found), None
    if view == "build":
        show_builder(warehouse)
        people_here(warehouse, lambda: drafted(warehouse), key="draft")
        save_changes(warehouse)
        at_hand = meaning(warehouse)
    elif view == "saved":
        at_hand = saved = pick_saved(found)
        people_here(warehouse, lambda: people_at_hand(warehouse, saved), key="saved")
        change_saved(warehouse, saved)
        st.subheader(say(_("“{name}” over time", name=plain(saved.name))), anchor=False)
        show_over_time(warehouse, saved)
    elif view == "overlap":
        show_overlap(warehouse, found)
    else:
        take_list(warehouse)
        show_lists(warehouse)
    with st.expander(say(_("How is this computed?")), type="compact", icon=":material/function:", key="segment_method"):
        show_segment_method(warehouse, at_hand)
