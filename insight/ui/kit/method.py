"""How a page's numbers are computed: definition, limits, parameters, statements."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from insight.i18n import Text, _
from insight.results import Method
from insight.ui.kit.language import plain, say


def show_method(method: Method, params: Any) -> None:
    """Definition and limits in words; parameters and statements for whoever wants to check them."""
    _listed(method.definition)
    st.markdown(f"**{say(_('Limits'))}**")
    _listed(method.limits)
    with st.expander(say(_("Parameters and statements")), icon=":material/function:"):
        st.code("\n".join(f"{field.name} = {getattr(params, field.name)}" for field in fields(params)), language=None)
        for statement in method.statements:
            st.code(statement.strip(), language="sql", wrap_lines=True)


def _listed(sentences: Sequence[Text]) -> None:
    st.markdown("\n".join(f"- {plain(say(sentence))}" for sentence in sentences))
