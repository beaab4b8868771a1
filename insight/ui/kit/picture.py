"""Show a chart with its words, and take a click on it for a choice."""

from collections.abc import Mapping
from contextlib import nullcontext
from html import escape
from typing import Any

import streamlit as st

from insight.charts import Picture
from insight.i18n import Text
from insight.ui.kit import asked, state
from insight.ui.kit.language import plain, say
from insight.ui.kit.occasions import offer_notes, with_occasions
from insight.ui.kit.taken import image_config, offer_numbers

Choice = tuple[Any, ...]
"""What a point of a chart stands for."""

_CONFIG = {"scrollZoom": False, "doubleClick": False, "showTips": False}


def show_picture(picture: Picture, *, key: str, chooses: str | None = None) -> None:
    """The title, the chart and its note; nothing where there is nothing to draw.

    Above an axis of time stand festivals, campaigns and notes. A click on a point becomes the value of the picker
    `chooses` and asks for its people.
    """
    if not picture.clickable():
        return
    picture = with_occasions(picture)
    st.markdown(f"##### {plain(picture.title)}")
    if picture.legend:
        st.html(_legend(picture.legend))
    with st.container(key=f"wide_{key}") if picture.is_wide else nullcontext():
        _draw(picture, key, chooses)
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"under_{key}"):
        st.caption(plain(picture.note), width="stretch")
        offer_notes(picture, key=key)
        offer_numbers(picture, key=key)


def _draw(picture: Picture, key: str, chooses: str | None) -> None:
    config = _CONFIG | image_config(picture)
    if chooses is None:
        st.plotly_chart(picture.figure, key=key, config=config, alt=picture.alt)
        return
    st.plotly_chart(
        picture.figure,
        key=key,
        config=config,
        alt=picture.alt,
        on_select=lambda: _take(key, chooses),
        selection_mode="points",
    )


def _legend(entries: tuple[tuple[str, str], ...]) -> str:
    items = "".join(f'<span><i style="background:{colour}"></i>{escape(name)}</span>' for name, colour in entries)
    return f'<div class="legend">{items}</div>'


def _take(key: str, chooses: str) -> None:
    points = state.recall(key, {}).get("selection", {}).get("points", [])
    if points and points[0].get("customdata"):
        state.remember(chooses, tuple(points[0]["customdata"]))
    # A click on the point that is chosen already takes the choice back in the chart: it asks for its people again.
    asked.ask(chooses)


def pick_one(label: Text, words: Mapping[Choice, str], *, key: str, hint: Text) -> Choice | None:
    """A picker that a click on the chart fills and the keyboard reaches; None while nothing is chosen, and when the
    words have changed with the language: then the picker hands back those it showed before."""
    if state.recall(key) not in words:
        state.forget(key)
    chosen: Choice | None = st.selectbox(
        say(label),
        list(words),
        index=None,
        format_func=lambda option: words.get(option, str(option)),
        key=key,
        on_change=asked.ask,
        args=(key,),
        placeholder=say(hint),
        label_visibility="collapsed",
        filter_mode="contains",
        persist_state="session",
    )
    return chosen if chosen in words else None
