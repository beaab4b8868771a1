"""Setups of RFM by name: taken up, kept, renamed, forgotten."""

import datetime as dt

import streamlit as st

from insight.analysis.rfm import RfmParams
from insight.analysis.rfm.setups import RfmSetup, delete_setup, rename_setup, save_setup, saved_setups
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.doing import do_and_redraw
from insight.ui.kit.language import say
from insight.ui.kit.who import who
from insight.ui.rfm.controls import use_cuts
from insight.warehouse import DuckWarehouse

_KEY = "rfm_setup"


def pick_setup(warehouse: DuckWarehouse, params: RfmParams) -> None:
    """The setup in use, if it has a name; choosing another one changes the cut-offs of the page."""
    setups = saved_setups(warehouse, params.currency)
    at_hand = next((setup for setup in setups if setup.is_of(params)), None)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if setups:
            _choose(setups, at_hand)
        keep_setup(warehouse, params, key="setup")
        if at_hand is not None:
            _change(warehouse, at_hand)


def _choose(setups: list[RfmSetup], at_hand: RfmSetup | None) -> None:
    names = {setup.setup_id: setup.name for setup in setups}
    state.remember(_KEY, at_hand.setup_id if at_hand else None)

    def take_up() -> None:
        chosen = next((setup for setup in setups if setup.setup_id == state.recall(_KEY)), None)
        if chosen is not None:
            use_cuts(chosen.scoring())

    st.selectbox(
        say(_("Setup")),
        list(names),
        index=None,
        format_func=lambda number: names.get(number, "–"),
        key=_KEY,
        placeholder=say(_("Cut-offs without a name")),
        on_change=take_up,
        width=260,
    )


def keep_setup(warehouse: DuckWarehouse, params: RfmParams, *, key: str) -> None:
    """A name and a button; a name that is taken is replaced only where that is asked for."""
    with st.popover(say(_("Keep as a setup")), icon=":material/bookmark_add:", key=f"keep_{key}"):
        with st.form(f"keep form {key}", border=False):
            name = st.text_input(say(_("Name of the setup")), max_chars=80, key=f"name_{key}")
            replaces = st.checkbox(say(_("Replace the setup of this name")), key=f"replaces_{key}")
            wanted = st.form_submit_button(say(_("Keep")), type="primary", width="stretch")
        if wanted:
            at = dt.datetime.now().replace(microsecond=0)
            do_and_redraw(lambda: save_setup(warehouse, name or "", params, at=at, by=who(), replaces=replaces))


def _change(warehouse: DuckWarehouse, setup: RfmSetup) -> None:
    with st.popover(say(_("Rename or forget")), icon=":material/edit:", key="change_setup"):
        with st.form("rename setup", border=False):
            name = st.text_input(
                say(_("Name of the setup")), value=setup.name, max_chars=80, key=f"rename_setup_{setup.setup_id}"
            )
            wanted = st.form_submit_button(say(_("Rename")), width="stretch")
        if wanted:
            do_and_redraw(lambda: rename_setup(warehouse, setup.setup_id, name or ""))
        if st.button(say(_("Forget this setup")), icon=":material/delete:", width="stretch", key="forget_setup"):
            do_and_redraw(lambda: delete_setup(warehouse, setup.setup_id))
