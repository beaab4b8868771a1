"""What stands below the first screen: one tab at a time, drawn when it is opened."""

from collections.abc import Callable, Mapping

import streamlit as st

from insight.i18n import Text
from insight.ui.kit.language import say


def below(parts: Mapping[Text, Callable[[], object]], *, key: str) -> None:
    """A tab for each part; only the open one is computed. The address names the tab (`key`)."""
    labels = [say(label) for label in parts]
    for tab, draw in zip(st.tabs(labels, key=key, on_change="rerun"), parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def folded(summary: str, *, key: str) -> "st.delta_generator.DeltaGenerator":
    """Filters behind the line that says which are in force."""
    return st.expander(summary, type="compact", key=key, icon=":material/tune:")
