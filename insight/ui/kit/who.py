"""Who sits in front of the page: for the record of what they did."""

import getpass

import streamlit as st

from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.language import say

_NAME = "name of the person"


def who() -> str | None:
    """The name they gave; else the one they signed in with; else their account on this machine; None for nobody."""
    return state.recall(_NAME) or _signed_in() or _account()


def pick_who(key: str) -> None:
    """The field for the name; it holds for the whole session."""
    field = f"who_{key}"
    st.text_input(
        say(_("Your name, for the export log")),
        value=who() or "",
        max_chars=80,
        key=field,
        on_change=lambda: state.remember(_NAME, str(state.recall(field) or "").strip() or None),
    )


def _signed_in() -> str | None:
    return str(st.user.get("email") or "") or None if st.user.get("is_logged_in") else None


def _account() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None
