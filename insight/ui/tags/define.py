"""New tags: given to the people of a saved segment, kept by a rule that is a segment, or heard in what people say."""

import streamlit as st

from insight.audience import as_segment, find_saved, saved_segments
from insight.audience.tagging import TAG_DIMENSIONS, give, set_rule
from insight.i18n import Text, _
from insight.ui.kit.language import say
from insight.ui.kit.role import NO_PEOPLE, is_manager
from insight.ui.kit.scope import as_of
from insight.ui.tags.done import do
from insight.warehouse import DuckWarehouse

_LABELS: dict[str, Text] = {str(name): label for name, label in TAG_DIMENSIONS.items()}
_MOST_DAYS = 3650


def show_define(warehouse: DuckWarehouse) -> None:
    """Three ways to a tag; what it means can be changed by defining it again."""
    if is_manager():
        st.caption(say(NO_PEOPLE))
        return
    saved = {each.segment_id: each.name for each in saved_segments(warehouse)}
    with st.form("new tag", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            name = st.text_input(say(_("Name of the tag")), max_chars=80, key="new_tag", width=220)
            dimension = st.selectbox(
                say(_("Dimension")),
                list(_LABELS),
                format_func=lambda code: say(_LABELS[code]),
                key="new_dimension",
                width=200,
            )
            days = st.number_input(
                say(_("Valid for … days (0: always)")), 0, _MOST_DAYS, value=0, key="new_days", width=180
            )
        segment = st.selectbox(
            say(_("People of a saved segment")),
            list(saved),
            index=None,
            format_func=lambda number: saved.get(number, str(number)),
            key="new_segment",
            placeholder=say(_("Choose a segment, or write words below")),
        )
        follows = st.toggle(say(_("Keep following the segment")), key="new_follows")
        words = st.text_input(
            say(_("Words that people say of themselves")),
            key="new_words",
            placeholder=say(_("sensitive skin, dry skin")),
            help=say(_("Denials, questions and what is said of others are left out.")),
        )
        wanted = st.form_submit_button(say(_("Make the tag")), type="primary")
    if wanted:
        _make(warehouse, name or "", dimension, int(days) or None, segment, words or "", follows=follows)


def _make(
    warehouse: DuckWarehouse,
    name: str,
    dimension: str,
    days: int | None,
    segment: int | None,
    words: str,
    *,
    follows: bool,
) -> None:
    if segment is None:
        said = [word.strip() for word in words.replace("，", ",").replace("、", ",").split(",") if word.strip()]
        do(lambda at, by: set_rule(warehouse, name, said, at=at, by=by, dimension=dimension, valid_days=days))
        return
    saved = find_saved(warehouse, segment)
    if follows:
        do(
            lambda at, by: set_rule(
                warehouse, name, saved.expression, at=at, by=by, dimension=dimension, valid_days=days
            )
        )
        return
    people = as_segment(warehouse, saved, as_of(warehouse))
    do(lambda at, by: give(warehouse, name, people, at=at, by=by, dimension=dimension, valid_days=days))
