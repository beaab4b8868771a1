"""Insight Desk: the frame around every page."""

import streamlit as st

from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.frame import enter, in_words
from insight.ui.kit.language import pick_language
from insight.ui.kit.look import apply_look
from insight.ui.kit.menu import menu
from insight.ui.kit.role import pick_role
from insight.ui.kit.scope import at_hand_card, pick_scope
from insight.ui.kit.workspace import ensure_sample, opened, pick_workspace, require_settings, take_up_address

enter()
state.arrive()
apply_look(state.language())
require_settings()
take_up_address()
with st.sidebar:
    at_hand = st.container(key="at_hand")
with at_hand, at_hand_card():
    data = st.container(key="data_at_hand")
    scope = st.container(key="scope")
    language = st.container(key="language")
with language:
    pick_language(_("Language"))
    pick_role()

current = st.navigation(menu(), expanded=True)
with in_words():
    with data:
        pick_workspace()
    ensure_sample()
    with scope:
        pick_scope(opened())
    current.run()
