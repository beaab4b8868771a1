"""A choice among a few named things, drawn as buttons, kept in the address by its code."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from insight.i18n import Text
from insight.ui.kit import state
from insight.ui.kit.language import say

C = TypeVar("C", bound=str)


def choose(label: Text, options: Mapping[C, Text], *, key: str) -> C:
    """The chosen code; the first option is the default. Survives a change of page and of language."""
    codes = list(options)
    chosen: C | None = st.segmented_control(
        say(label),
        codes,
        default=state.starting(key, codes, codes[0]),
        format_func=lambda code: say(options[code]),
        required=True,
        key=key,
        persist_state="session",
    )
    state.publish(key, chosen or codes[0], codes[0])
    return chosen or codes[0]
