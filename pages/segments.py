"""Segments: built from conditions, kept, followed over time, compared, and found again from lists of ids."""

import streamlit as st

from insight.audience.asked import HistoryParams, method, version
from insight.i18n import _
from insight.ui.frame import page
from insight.ui.language import say
from insight.ui.method import show_method
from insight.ui.people import segment_bar
from insight.ui.scope import as_of
from insight.ui.segment_builder import drafted, save_changes, show_builder
from insight.ui.segment_list import change_saved, people_at_hand, pick_saved, pick_view, show_saved
from insight.ui.segment_over_time import show_over_time
from insight.ui.segment_overlap import show_overlap
from insight.ui.segment_uploads import show_lists, take_list

with page(question=_("Who exactly, and how many?"), needs=("orders", "customers")) as warehouse:
    day = as_of(warehouse)
    found = show_saved(warehouse)
    view, number = pick_view(found), 0
    if view == "build":
        show_builder(warehouse)
        segment_bar(warehouse, lambda: drafted(warehouse), key="draft")
        save_changes(warehouse)
    elif view == "saved":
        saved = pick_saved(found)
        number = saved.segment_id
        segment_bar(warehouse, lambda: people_at_hand(warehouse, saved), key="saved")
        change_saved(warehouse, saved)
        st.subheader(say(_("“{name}” over time", name=saved.name)), anchor=False)
        show_over_time(warehouse, saved)
    elif view == "overlap":
        show_overlap(warehouse, found)
    else:
        take_list(warehouse)
        show_lists(warehouse)
    show_method(method(""), HistoryParams(segment=number, as_of=day, version=version(warehouse)))
