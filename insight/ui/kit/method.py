"""How a page's numbers are computed: definition, limits, parameters, statements."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from insight.analysis.registry import ANALYSES
from insight.fields import settings
from insight.i18n import Text, _
from insight.ingest import assumptions_in_force
from insight.results import Method
from insight.ui.kit.assumed import judgement_line
from insight.ui.kit.language import plain, say
from insight.ui.kit.workspace import opened

_MOST_ASSUMPTIONS = 8


def show_method(method: Method, params: Any) -> None:
    """Definition and limits in words; parameters and statements for whoever wants to check them."""
    _listed(method.definition)
    _assumptions(params)
    st.markdown(f"**{say(_('Limits'))}**")
    _listed(method.limits)
    with st.expander(say(_("Parameters and statements")), icon=":material/function:"):
        st.code("\n".join(f"{say(label)}: {_in_words(value)}" for label, value in settings(params)), language=None)
        for statement in method.statements:
            st.code(statement.strip(), language="sql", wrap_lines=True)


def _assumptions(params: Any) -> None:
    """What was decided without proof when the files were read that these numbers come from."""
    found = assumptions_in_force(opened(), _tables_behind(params))
    st.markdown(f"**{say(_('Guesses that these numbers stand on'))}**")
    if not found:
        st.markdown(f"- {say(_('None: the files say everything themselves.'))}")
    for one in found[:_MOST_ASSUMPTIONS]:
        told = _("{files} · {rows:count} rows", files=", ".join(one.files[:2]), rows=one.rows)
        st.markdown(f"- {judgement_line(one.assumption)} :small[:gray[{plain(say(told))}]]")
    if len(found) > _MOST_ASSUMPTIONS:
        st.caption(say(_("and {n:count} more, on the page Import", n=len(found) - _MOST_ASSUMPTIONS)))
    if found:
        st.page_link("pages/import.py", label=say(_("See and change them")), icon=":material/rule:")


def _tables_behind(params: Any) -> tuple[str, ...] | None:
    """The tables that the analysis of these parameters stands on; all where it is not known."""
    package = type(params).__module__.split(".")[2:3]
    if not package or package[0] not in ANALYSES:
        return None
    return (*ANALYSES[package[0]].needs.any_of, "customers")


def _in_words(value: Text | str) -> str:
    return say(value) if isinstance(value, Text) else value


def _listed(sentences: Sequence[Text]) -> None:
    st.markdown("\n".join(f"- {plain(say(sentence))}" for sentence in sentences))
