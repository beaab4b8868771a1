"""What can be chosen on the personas page."""

from typing import Any

import streamlit as st

from insight.analysis.personas import PersonasParams, PersonasResult
from insight.analysis.personas.params import MOST_GROUPS
from insight.fields import fields_of
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.language import listed, plain, say
from insight.ui.people.groups import all_groups
from insight.warehouse import DuckWarehouse

_GROUPS, _BASE = "persona_groups", "persona_base"
FIRST: str = fields_of(PersonasParams)["groups"].default[0]
_EVERYBODY: dict[str, Text] = {"buyers": _("Everybody who ever bought"), "everyone": _("Everybody known")}


def pick_groups(warehouse: DuckWarehouse) -> dict[str, Any]:
    """One to four groups, and whom they are compared with: fields of PersonasParams."""
    words = all_groups(warehouse)
    _forget_what_is_gone(words)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.multiselect(
            say(_("Groups, up to four")),
            list(words),
            default=[FIRST],
            format_func=lambda code: words.get(code, code),
            key=_GROUPS,
            max_selections=MOST_GROUPS,
            persist_state="session",
        )
        bases = {code: say(name) for code, name in _EVERYBODY.items()} | words
        base = st.selectbox(
            say(_("Compared with")),
            list(bases),
            format_func=lambda code: bases.get(code, code),
            key=_BASE,
            width=260,
            persist_state="session",
        )
    return {"groups": tuple(chosen) or (FIRST,), "base": base or "buyers"}


def _forget_what_is_gone(words: dict[str, str]) -> None:
    remembered = state.recall(_GROUPS)
    if remembered is not None and any(code not in words for code in remembered):
        state.remember(_GROUPS, [code for code in remembered if code in words])
    if state.recall(_BASE) not in (None, *_EVERYBODY, *words):
        state.forget(_BASE)


def groups_in_words(warehouse: DuckWarehouse) -> str:
    """Which groups are in force, in one line."""
    words = all_groups(warehouse)
    chosen = [words[code] for code in state.recall(_GROUPS) or [FIRST] if code in words]
    base = state.recall(_BASE) or "buyers"
    name = say(_EVERYBODY[base]) if base in _EVERYBODY else words.get(base, base)
    return say(_("{groups} · compared with: {base}", groups=plain(listed(chosen)), base=plain(name)))


def pick_people(result: PersonasResult) -> Segment | None:
    """The people of a group, or those of it who have what a clause says."""
    hint = _("Click a bar above, or choose people here")
    return pick_cell_people(result, _("Whose list"), key="clause", hint=hint)
