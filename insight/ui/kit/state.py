"""What a session remembers, and what of it stands in the address: the only module that touches either.

Choices whose words change with the language stand in the address by a code; widgets with plain values (a date, a
number, a workspace) are bound to it by their key.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import streamlit as st

from insight.i18n import LANGUAGES, Language
from insight.settings import SAMPLE_WORKSPACE

LANGUAGE = "lang"
WORKSPACE = "workspace"
AS_OF = "as_of"
CURRENCY = "currency"

_DEFAULT_OF = "default of {}"
_NEXT_WORKSPACE = "next workspace"
_ENTERED = "entered"

T = TypeVar("T")


def language() -> Language:
    """The chosen language; else the one the address names; else the browser's."""
    chosen = recall(LANGUAGE)
    return chosen if chosen in LANGUAGES else starting(LANGUAGE, LANGUAGES, browser_language())


def browser_language() -> Language:
    """Chinese for any Chinese browser, English for all others."""
    return "zh_CN" if (st.context.locale or "").lower().startswith("zh") else "en"


def workspace() -> str:
    """The workspace at hand."""
    return str(recall(WORKSPACE) or SAMPLE_WORKSPACE)


def go_to_workspace(name: str) -> None:
    """Use another workspace from the next run on, with its own as-of date and currency."""
    st.session_state[_NEXT_WORKSPACE] = name


def arrive() -> None:
    """Take up the workspace asked for in the run before; to be called before any widget is drawn."""
    name = st.session_state.pop(_NEXT_WORKSPACE, None)
    if name is not None:
        st.session_state[WORKSPACE] = name
        forget_scope()


def enter() -> bool:
    """Whether this is the first run of the session."""
    is_first = _ENTERED not in st.session_state
    st.session_state[_ENTERED] = True
    return is_first


def forget_scope() -> None:
    """Let as-of date and currency follow the data again."""
    for name in (AS_OF, CURRENCY):
        st.session_state[_DEFAULT_OF.format(name)] = st.session_state.get(name)


def follow(name: str, default: Any) -> None:
    """Let a widget's value move with its default until a person chooses another; call it before the widget."""
    remembered = _DEFAULT_OF.format(name)
    if name in st.session_state and remembered in st.session_state and default is not None:
        at_default = st.session_state[name] in (None, st.session_state[remembered])
        if at_default and st.session_state[name] != default:
            st.session_state[name] = default
    st.session_state[remembered] = default


def starting(name: str, options: Sequence[T], default: T) -> T:
    """The option that the address names by its text, else the default."""
    asked = st.query_params.get(name)
    return next((option for option in options if str(option) == asked), default)


def asked(name: str) -> str | None:
    """The text that the address gives for a name."""
    return st.query_params.get(name)


def publish(name: str, value: object, default: object) -> None:
    """Write a choice into the address; a default leaves it clean."""
    if value == default or value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != str(value):
        st.query_params[name] = str(value)


def recall(name: str, otherwise: Any = None) -> Any:
    """What the session remembers under a name."""
    return st.session_state.get(name, otherwise)


def remember(name: str, value: Any) -> None:
    """Remember a value until the session ends."""
    st.session_state[name] = value


def forget(name: str) -> None:
    """Remember it no longer."""
    st.session_state.pop(name, None)
