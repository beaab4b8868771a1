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


def choose_or_none(
    label: Text, options: Mapping[str, str], *, key: str, hint: str = "–", width: int = 190
) -> str | None:
    """The chosen code of a list in the reader's words, or None; kept in the address by its code, as `choose` does."""
    codes = list(options)
    if state.recall(key) not in codes:
        state.forget(key)
    asked = state.starting(key, codes, "")
    chosen: str | None = st.selectbox(
        say(label),
        codes,
        index=codes.index(asked) if asked else None,
        format_func=lambda code: options.get(code, str(code)),
        key=key,
        placeholder=hint,
        width=width,
        filter_mode="contains",
        persist_state="session",
    )
    known = chosen if chosen in codes else None
    state.publish(key, known, None)
    return known
