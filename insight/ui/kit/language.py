"""Texts and numbers in the language of the person who looks at the page."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from insight.i18n import LANGUAGES, Language, Text
from insight.i18n.text import format_value
from insight.ui.kit import state

_NAMES: dict[Language, str] = {"zh_CN": "中文", "en": "English"}


def say(text: Text) -> str:
    """The text in the person's language."""
    return text.render(state.language())


def shown(value: Any, form: str) -> str:
    """A value in local form: `count`, `percent`, `day`, … as in `insight.i18n.Text`; undefined is a dash."""
    return format_value(value, form, state.language())


def listed(words: Iterable[str]) -> str:
    """The words one after another, with the comma of the language between them."""
    return ("、" if state.language() == "zh_CN" else ", ").join(words)


def plain(text: str) -> str:
    """Text from data, with the signs escaped that markdown would take for its own."""
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>#|~$:" else sign for sign in text.replace("\n", " "))


def pick_language(label: Text) -> None:
    """The switch between the languages; the address names the language when it is not the browser's."""
    st.segmented_control(
        say(label),
        LANGUAGES,
        default=state.starting(state.LANGUAGE, LANGUAGES, state.browser_language()),
        format_func=lambda code: _NAMES[code],
        required=True,
        key=state.LANGUAGE,
        label_visibility="collapsed",
        width="stretch",
    )
    state.publish(state.LANGUAGE, state.language(), state.browser_language())
