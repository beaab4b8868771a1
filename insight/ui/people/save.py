"""Keep the people behind a number as a segment of its own."""

import datetime as dt

import streamlit as st

from insight.audience import save_segment
from insight.errors import InsightError
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.language import plain, say
from insight.ui.kit.who import who
from insight.warehouse import DuckWarehouse


def pick_name_and_save(warehouse: DuckWarehouse, segment: Segment, key: str) -> None:
    """A name and a button; the segment is asked again on every day it is looked at."""
    with st.popover(say(_("Save as segment")), icon=":material/bookmark_add:", key=f"save_{key}"):
        with st.form(f"save form {key}", border=False):
            name = st.text_input(say(_("Name of the segment")), max_chars=80, key=f"segment_name_{key}")
            wanted = st.form_submit_button(say(_("Save")), type="primary", width="stretch")
        if not wanted:
            return
        try:
            saved = save_segment(warehouse, name or "", segment, at=dt.datetime.now().replace(microsecond=0), by=who())
        except InsightError as error:
            st.error(plain(say(error.hint)), icon=":material/block:")
        else:
            st.success(
                say(_("Saved as “{name}”. It stands on the page Segments.", name=plain(saved.name))),
                icon=":material/bookmark_added:",
            )
