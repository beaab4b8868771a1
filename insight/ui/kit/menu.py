"""The pages by group, titled in the person's language."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import Page

from insight.ui.kit.language import say
from insight.ui.kit.pages import GROUPS, pages


def menu() -> dict[str, Sequence[Page]]:
    """What st.navigation takes; the first page is the one a visitor lands on."""
    shown = list(pages())
    return {
        say(title): [
            st.Page(
                f"pages/{one.name}.py", title=say(one.title), icon=f":material/{one.icon}:", default=one is shown[0]
            )
            for one in shown
            if one.group == group
        ]
        for group, title in GROUPS.items()
    }
