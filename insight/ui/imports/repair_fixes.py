"""Fixes for one kind of problem: chosen, tried out, confirmed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from insight.errors import InsightError
from insight.i18n import Text, _
from insight.ingest import Draft
from insight.ingest.fixes import (
    AnotherEncoding,
    Assume,
    DateOrder,
    Effect,
    Fix,
    OtherColumn,
    ProblemKind,
    StatusWord,
    apply,
    batch_draft,
    preview,
    propose,
)
from insight.schema import TABLES
from insight.ui.imports.outcome import replace_report
from insight.ui.imports.preview import side_by_side
from insight.ui.imports.repair_effect import telling_effect
from insight.ui.kit import state
from insight.ui.kit.frame import say_error
from insight.ui.kit.language import say
from insight.warehouse import DuckWarehouse, open_workspace

_WAYS: dict[type, Text] = {
    StatusWord: _("The word means a status"),
    DateOrder: _("Another order of day and month"),
    OtherColumn: _("Another column"),
    AnotherEncoding: _("Another encoding"),
}

STATUS_NAMES: dict[str, Text] = {
    "unpaid": _("unpaid"),
    "paid": _("paid"),
    "shipped": _("shipped"),
    "completed": _("completed"),
    "refunded": _("refunded"),
    "closed": _("closed"),
}


def offer_fixes(warehouse: DuckWarehouse, batch_id: int, kind: ProblemKind, *, key: str) -> None:
    """Choose a fix for the whole file, see what it would do, confirm it."""
    draft = _draft(warehouse.workspace, batch_id, warehouse.fingerprint)
    fixes = propose(draft, kind)
    ways = {type(fix): say(_WAYS[type(fix)]) for fix in fixes}
    if not ways:
        st.caption(say(_("No fix is safe for the whole file: correct the rows and upload them again.")))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        way = st.selectbox(
            say(_("Fix for the whole file")),
            list(ways),
            format_func=ways.__getitem__,
            key=f"way_{key}",
            width=260,
        )
        fix = _choose(draft, [fix for fix in fixes if type(fix) is way], key=f"{key}_{way.__name__}")
        asked = st.button(say(_("Try it out")), icon=":material/preview:", key=f"try_{key}")
    tried = f"tried {key}"
    if asked:
        with _said_here(), st.spinner(say(_("Reading the kept file …"))):
            state.remember(tried, (warehouse.fingerprint, fix, preview(warehouse, batch_id, fix)))
    seen, of, effect = state.recall(tried, (None, None, None))
    if (seen, of) == (warehouse.fingerprint, fix):
        _show_effect(effect)
        if st.button(say(_("Apply to the whole file")), type="primary", icon=":material/done:", key=f"apply_{key}"):
            _apply(warehouse, batch_id, fix)


@contextmanager
def _said_here() -> Iterator[None]:
    """Say what cannot be read where the fix stands, and go on."""
    try:
        yield
    except InsightError as error:
        say_error(error)


def _choose(draft: Draft, fixes: Sequence[Fix], *, key: str) -> Fix:
    """The one fix among those of a way; of status words first the word, then its meaning."""
    words = list(dict.fromkeys(fix.word for fix in fixes if isinstance(fix, StatusWord)))
    if words:
        word = st.selectbox(say(_("Word in the file")), words, key=f"word_{key}", width=200)
        fixes = [fix for fix in fixes if isinstance(fix, StatusWord) and fix.word == word]
    names = {fix: _name(draft, fix) for fix in fixes}
    return st.selectbox(
        say(_("Is read as")),
        list(names),
        format_func=names.__getitem__,
        key=f"fix_{key}",
        width=260,
    )


def _name(draft: Draft, fix: Fix) -> str:
    if isinstance(fix, StatusWord):
        return say(STATUS_NAMES[fix.status])
    if isinstance(fix, DateOrder):
        return say(_("03/04 is 3 April (day first)") if fix.day_first else _("03/04 is 4 March (month first)"))
    if isinstance(fix, AnotherEncoding):
        return fix.encoding.upper()
    if isinstance(fix, Assume):
        return fix.value
    if fix.position is None:
        return say(_("no column: leave it empty"))
    return f"{fix.position + 1} · {draft.header[fix.position]}"


def _show_effect(effect: Effect) -> None:
    with st.container(horizontal=True):
        _change(_("Rows left out"), effect.rejected_before, effect.rejected_after)
        _change(_("Problems"), effect.problems_before, effect.problems_after)
    for name, frame in effect.rows.items():
        st.caption(say(_("{table}: first rows as they would become", table=TABLES[name].label)))
        st.dataframe(side_by_side(name, _filled(frame)), hide_index=True, placeholder="–")


def _change(label: Text, before: int, after: int) -> None:
    told = _("{before:count} → {after:count}", before=before, after=after)
    delta = f"{after - before:+d}" if after != before else None
    st.metric(say(label), say(told), delta, delta_color="inverse")


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.dropna(axis="columns", how="all")


def _apply(warehouse: DuckWarehouse, batch_id: int, fix: Fix) -> None:
    now = dt.datetime.now().replace(microsecond=0)
    with st.spinner(say(_("Reading the whole file again …"))):
        with telling_effect(warehouse, _("The whole file was read again with the fix.")):
            report = apply(warehouse, batch_id, fix, now)
        replace_report(warehouse, report)
    st.rerun()


@st.cache_resource(scope="session", show_spinner=False, max_entries=4)
def _draft(workspace: str, batch_id: int, fingerprint: str) -> Draft:  # noqa: ARG001 — part of the key
    """The kept sheet, read once for each state of the workspace."""
    return batch_draft(open_workspace(workspace), batch_id)
