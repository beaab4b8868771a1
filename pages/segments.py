"""Segments: built from conditions, kept, followed over time, compared, and found again from lists of ids."""

import streamlit as st

from insight.i18n import _
from insight.ui.frame import page
from insight.ui.language import plain, say
from insight.ui.people import segment_bar
from insight.ui.segment_builder import drafted, meaning, save_changes, show_builder
from insight.ui.segment_list import change_saved, people_at_hand, pick_saved, pick_view, show_saved
from insight.ui.segment_method import show_segment_method
from insight.ui.segment_over_time import show_over_time
from insight.ui.segment_overlap import show_overlap
from insight.ui.segment_uploads import show_lists, take_list

with page(question=_("Who exactly, and how many?"), needs=("orders", "customers")) as warehouse:
    found = show_saved(warehouse)
    view, at_hand = pick_view(found), None
    if view == "build":
        show_builder(warehouse)
        segment_bar(warehouse, lambda: drafted(warehouse), key="draft")
        save_changes(warehouse)
        at_hand = meaning(warehouse)
    elif view == "saved":
        at_hand = saved = pick_saved(found)
        segment_bar(warehouse, lambda: people_at_hand(warehouse, saved), key="saved")
        change_saved(warehouse, saved)
        st.subheader(say(_("“{name}” over time", name=plain(saved.name))), anchor=False)
        show_over_time(warehouse, saved)
    elif view == "overlap":
        show_overlap(warehouse, found)
    else:
        take_list(warehouse)
        show_lists(warehouse)
    show_segment_method(warehouse, at_hand)
