"""What was decided for the person, each in a sentence with a way to change it; and what the person decided."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from insight.i18n import _
from insight.ingest import Assumption
from insight.ingest.answers import KEYS, key_of
from insight.ui.kit import state
from insight.ui.kit.assumed import called, judgement_line, value_name
from insight.ui.kit.language import plain, say

Decide = Callable[[str, str | None], None]
"""Takes a key of `--assume` and its value; None takes back what was decided."""

_CURRENCIES = ("CNY", "HKD", "TWD", "JPY", "USD", "EUR", "GBP", "SGD")
_ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Tokyo", "Europe/London", "America/New_York", "UTC")
_USUAL: dict[str, Sequence[str]] = {"currency": _CURRENCIES, "timezone": _ZONES}
_OPEN = frozenset(_USUAL)
_WORDS = frozenset({"state_word", "credit_note", "document", "placeholder"})


def show_judgements(found: Iterable[Assumption], said: Mapping[str, str], decide: Decide | None, *, key: str) -> None:
    """The list, with what the person decided first; to be changed where there is something that takes decisions."""
    listed = list(found)
    st.markdown(f"**{say(_('What was decided for you ({n:count})', n=len(listed)))}**")
    for name, value in said.items():
        _decided(name, value, decide, key=f"{key}_{name}")
    for place, one in enumerate(listed):
        _judgement(one, decide, key=f"{key}_{place}_{one.what}_{one.value}")
    if not listed and not said:
        st.caption(say(_("No guess was made for you: the file says everything itself.")))


def _decided(name: str, value: str, decide: Decide | None, *, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        sentence = _("You decided: {name} — {value}", name=called(name), value=value_name(value))
        st.markdown(f":material/person: {plain(say(sentence))}", width="content")
        if decide is not None:
            st.button(say(_("Take it back")), type="tertiary", key=f"back_{key}", on_click=decide, args=(name, None))


def _judgement(one: Assumption, decide: Decide | None, *, key: str) -> None:
    st.markdown(judgement_line(one))
    options = options_of(one)
    if not options or decide is None:
        return
    widget = f"judgement_{key}"

    def take() -> None:
        chosen = state.recall(widget)
        if chosen and chosen != one.value:
            decide(key_of(one), str(chosen))

    names = {value: value_name(value) for value in options}
    st.selectbox(
        say(_("Change")),
        options,
        index=options.index(one.value) if one.value in options else None,
        placeholder=say(_("Change")),
        format_func=lambda value: names.get(value, value),
        key=widget,
        on_change=take,
        label_visibility="collapsed",
        accept_new_options=one.what in _OPEN,
        width=260,
    )


def options_of(one: Assumption) -> list[str]:
    """What was decided and what may be chosen instead; of a word only its meanings. None where there is no choice."""
    others = one.alternatives or _USUAL.get(one.what, ())
    if not others or key_of(one).partition(":")[0] not in KEYS:
        return []
    return list(others if one.what in _WORDS else dict.fromkeys((one.value, *others)))
