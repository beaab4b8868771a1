"""What a change did to the workspace, in words: orders and people before and after."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from insight.i18n import Text, _
from insight.ingest.fixes import Totals, totals
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.warehouse import DuckWarehouse

_CHANGED = "what the last change did"


@contextmanager
def telling_effect(warehouse: DuckWarehouse, done: Text) -> Iterator[None]:
    """Do the work inside, and say from the next run on what was done and what it moved."""
    before = totals(warehouse)
    yield
    state.remember(_CHANGED, (warehouse.fingerprint, done, before, totals(warehouse)))


def show_effect_of_last_change(warehouse: DuckWarehouse) -> None:
    """What the last change did, for as long as nothing else has changed the workspace."""
    fingerprint, done, before, after = state.recall(_CHANGED, (None, None, None, None))
    if fingerprint == warehouse.fingerprint:
        st.success(f"{plain(say(done))} {plain(say(_moved(before, after)))}", icon=":material/check_circle:")


def _moved(before: Totals, after: Totals) -> Text:
    if before == after:
        return _("Orders ({orders:count}) and people ({people:count}) stay the same.", **_counts(after))
    return _(
        "Orders: {orders_before:count} before, {orders:count} now. People: {people_before:count} before, "
        "{people:count} now.",
        orders_before=before.orders,
        people_before=before.people,
        **_counts(after),
    )


def _counts(held: Totals) -> dict[str, object]:
    return {"orders": held.orders, "people": held.people}
