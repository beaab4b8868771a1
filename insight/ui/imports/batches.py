"""Everything that was ever imported into the workspace, and the way to take it out again and back."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from insight.i18n import _
from insight.ingest import batches, redo, undo
from insight.ui.imports.batch_assumptions import show_assumptions
from insight.ui.imports.batch_table import file_of, show_table
from insight.ui.imports.repair_effect import show_effect_of_last_change, telling_effect
from insight.ui.imports.repairs import show_repairs
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.ui.kit.workspace import is_sample
from insight.warehouse import DuckWarehouse

_ASKED = "batch whose undo is asked about"


def show_batches(warehouse: DuckWarehouse) -> None:
    """The batches, newest first; one can be looked into, undone and brought back."""
    found = batches(warehouse)
    if found.empty:
        return
    st.subheader(say(_("Imported so far")), anchor=False)
    show_effect_of_last_change(warehouse)
    show_table(found, _take)
    rows = {int(row["batch_id"]): row for row in found.to_dict("records")}
    if state.recall(_ASKED) in rows:
        _ask(warehouse, rows[state.recall(_ASKED)])
    chosen = st.selectbox(
        say(_("Look into a batch")),
        list(rows),
        index=None,
        format_func=lambda number: _name(rows[number]),
        key="batch",
        placeholder=say(_("Choose a batch")),
    )
    if chosen is None:
        return
    show_assumptions(warehouse, chosen, rows[chosen]["assumptions"], is_live=pd.isna(rows[chosen]["undone_at"]))
    show_repairs(warehouse, [chosen], key="batch")
    if not is_sample():
        change = _undo if pd.isna(rows[chosen]["undone_at"]) else _redo
        change(warehouse, rows[chosen])


def _take(batch: int) -> None:
    """A button of the table: the batch is shown below, and of one's own data it is asked whether to undo it."""
    state.remember("batch", batch)
    if not is_sample():
        state.remember(_ASKED, batch)


def _ask(warehouse: DuckWarehouse, row: dict[Any, Any]) -> None:
    change = _confirm_undo if pd.isna(row["undone_at"]) else _redo

    @st.dialog(plain(_name(row)), on_dismiss=lambda: state.forget(_ASKED))
    def question() -> None:
        change(warehouse, row, key="asked")

    question()


def _undo(warehouse: DuckWarehouse, row: dict[Any, Any]) -> None:
    with st.popover(say(_("Undo this batch")), icon=":material/undo:", key="undo"):
        _confirm_undo(warehouse, row, key="now")


def _confirm_undo(warehouse: DuckWarehouse, row: dict[Any, Any], *, key: str) -> None:
    st.markdown(
        say(
            _(
                "The rows of “{file}” are taken out, as if the file had never been imported. The file can be "
                "imported again at any time.",
                file=plain(str(row["file"])),
            )
        )
    )
    if st.button(say(_("Yes, undo it")), type="primary", key=f"undo_{key}"):
        with (
            st.spinner(say(_("Taking the rows out …"))),
            telling_effect(warehouse, _("Batch {batch} was undone.", batch=int(row["batch_id"]))),
        ):
            undo(warehouse, int(row["batch_id"]), dt.datetime.now().replace(microsecond=0))
        state.forget(_ASKED)
        st.rerun()


def _redo(warehouse: DuckWarehouse, row: dict[Any, Any], *, key: str = "now") -> None:
    """One click is enough: it brings back only what was there."""
    st.caption(say(_("This batch was undone. Bringing it back gives the numbers from before the undo.")))
    if st.button(say(_("Bring this batch back")), icon=":material/redo:", key=f"redo_{key}"):
        with (
            st.spinner(say(_("Bringing the rows back …"))),
            telling_effect(warehouse, _("Batch {batch} was brought back.", batch=int(row["batch_id"]))),
        ):
            redo(warehouse, int(row["batch_id"]), dt.datetime.now().replace(microsecond=0))
        state.forget(_ASKED)
        st.rerun()


def _name(row: dict[Any, Any]) -> str:
    return f"{int(row['batch_id'])} · {file_of(row)}"
