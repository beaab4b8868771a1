"""Do something to a tag, and draw the page anew."""

import datetime as dt
from typing import Protocol

import streamlit as st

from insight.errors import InsightError
from insight.ui.kit.language import plain, say
from insight.ui.kit.who import who


class Change(Protocol):
    """Something that is done at a moment by somebody."""

    def __call__(self, *, at: dt.datetime, by: str | None) -> object: ...


def do(change: Change) -> None:
    """With the moment and who it is; a refusal is said where it was asked for."""
    try:
        change(at=dt.datetime.now().replace(microsecond=0), by=who())
    except InsightError as error:
        st.error(f"{plain(say(error.message))} — {plain(say(error.hint))}", icon=":material/block:")
    else:
        st.rerun()
