"""Insight Desk: the frame around every page."""

import streamlit as st

from insight.i18n import _
from insight.ui import state
from insight.ui.frame import in_words
from insight.ui.language import pick_language, say
from insight.ui.look import apply_look
from insight.ui.scope import pick_scope
from insight.ui.workspace import ensure_sample, opened, pick_workspace

st.set_page_config(
    page_title="Insight Desk",
    page_icon=":material/insights:",
    layout="wide",
    menu_items={"About": "**Insight Desk · 用户洞察台**"},
)
state.arrive()
with st.sidebar:
    data = st.container(key="data_at_hand")
    scope = st.container(key="scope")
    language = st.container(key="language")
with language:
    pick_language(_("Language"))
apply_look()

current = st.navigation(
    {
        say(_("Understand")): [
            st.Page("pages/overview.py", title=say(_("Overview")), icon=":material/monitoring:", default=True),
            st.Page("pages/rfm.py", title=say(_("RFM")), icon=":material/grid_on:"),
        ],
        say(_("Data")): [
            st.Page("pages/import_data.py", title=say(_("Import")), icon=":material/upload_file:", url_path="import"),
        ],
    }
)
with in_words():
    with data:
        pick_workspace()
    ensure_sample()
    with scope:
        pick_scope(opened())
    current.run()
