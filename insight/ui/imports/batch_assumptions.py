"""What was decided without proof in a batch; a change is tried out on the kept file, then applied with one click."""

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from insight.errors import InsightError
from insight.i18n import _
from insight.ingest import Assumption
from insight.ingest.fixes import Assume, Effect, apply, preview
from insight.ingest.reread import kept_sheet
from insight.ui.imports.figures import differs, in_words
from insight.ui.imports.judgements import Decide, show_judgements
from insight.ui.imports.outcome import replace_report
from insight.ui.imports.repair_effect import telling_effect
from insight.ui.kit import state
from insight.ui.kit.frame import say_error
from insight.ui.kit.language import plain, say
from insight.ui.kit.workspace import is_sample
from insight.warehouse import DuckWarehouse

_TRIED = "assumption that is tried out"


def show_assumptions(
    warehouse: DuckWarehouse, batch_id: int, found: tuple[Assumption, ...] | None, *, is_live: bool
) -> None:
    """The list of a batch, with a way to change each where the file was kept and the batch is in use."""
    if found is None:
        st.caption(say(_("Guesses were not noted when this was imported: reading it again shows them.")))
        return
    said = _said(warehouse, batch_id)
    may_change = said is not None and is_live and not is_sample()
    with st.container(border=True, key="batch_assumptions"):
        show_judgements(found, said or {}, _deciding(batch_id) if may_change else None, key=f"batch_{batch_id}")
        batch, fix = state.recall(_TRIED, (None, None))
        if may_change and batch == batch_id and fix is not None:
            _try(warehouse, batch_id, fix)


def _deciding(batch_id: int) -> Decide:
    def decide(name: str, value: str | None) -> None:
        if value is None:
            state.forget(_TRIED)
        else:
            state.remember(_TRIED, (batch_id, Assume(name, value)))

    return decide


def _said(warehouse: DuckWarehouse, batch_id: int) -> Mapping[str, str] | None:
    """What a person decided when the batch was read; None where its file was not kept."""
    try:
        kept = kept_sheet(warehouse, batch_id).mapping
        return kept.assumed if kept else {}
    except InsightError:
        return None


def _try(warehouse: DuckWarehouse, batch_id: int, fix: Assume) -> None:
    """What the change would do, and the button that does it."""
    try:
        with st.spinner(say(_("Reading the kept file …"))):
            effect = preview(warehouse, batch_id, fix)
    except InsightError as error:
        say_error(error)
        return
    st.info(plain(say(_("Before: {before}. Now: {now}", before=in_words(effect.before), now=in_words(effect.after)))))
    if not _moves(effect):
        st.caption(say(_("Nothing that is counted would change.")))
    with st.container(horizontal=True):
        if st.button(say(_("Read it so")), type="primary", icon=":material/done:", key="assume_now"):
            _apply(warehouse, batch_id, fix)
        st.button(say(_("Leave it")), key="assume_not", on_click=state.forget, args=(_TRIED,))


def _moves(effect: Effect) -> bool:
    return differs(effect.before, effect.after) or effect.problems_before != effect.problems_after


def _apply(warehouse: DuckWarehouse, batch_id: int, fix: Assume) -> None:
    now = dt.datetime.now().replace(microsecond=0)
    with st.spinner(say(_("Reading the whole file again …"))):
        with telling_effect(warehouse, _("The whole file was read again with the fix.")):
            report = apply(warehouse, batch_id, fix, now)
        replace_report(warehouse, report)
    state.forget(_TRIED)
    st.rerun()
