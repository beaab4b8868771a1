"""Everything that was ever imported into the workspace, and the way to take it out again and back."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from insight.i18n import _
from insight.ingest import Assumption, batches, redo, undo
from insight.schema import TABLES
from insight.ui.imports.batch_assumptions import show_assumptions
from insight.ui.imports.repair_effect import show_effect_of_last_change, telling_effect
from insight.ui.imports.repairs import show_repairs
from insight.ui.imports.sheets import template_title
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.workspace import is_sample
from insight.warehouse import DuckWarehouse

_SHORT_HASH = 8


def show_batches(warehouse: DuckWarehouse) -> None:
    """The batches, newest first; one can be looked into, undone and brought back."""
    found = batches(warehouse)
    if found.empty:
        return
    st.subheader(say(_("Imported so far")), anchor=False)
    show_effect_of_last_change(warehouse)
    st.dataframe(_table(found), hide_index=True, placeholder="–", alt=say(_("Imported so far")))
    rows = {int(row["batch_id"]): row for row in found.to_dict("records")}
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


def _undo(warehouse: DuckWarehouse, row: dict[Any, Any]) -> None:
    with st.popover(say(_("Undo this batch")), icon=":material/undo:", key="undo"):
        st.markdown(
            say(
                _(
                    "The rows of “{file}” are taken out, as if the file had never been imported. The file can be "
                    "imported again at any time.",
                    file=plain(str(row["file"])),
                )
            )
        )
        if st.button(say(_("Yes, undo it")), type="primary", key="undo_now"):
            with (
                st.spinner(say(_("Taking the rows out …"))),
                telling_effect(warehouse, _("Batch {batch} was undone.", batch=int(row["batch_id"]))),
            ):
                undo(warehouse, int(row["batch_id"]), dt.datetime.now().replace(microsecond=0))
            st.rerun()


def _redo(warehouse: DuckWarehouse, row: dict[Any, Any]) -> None:
    """One click is enough: it brings back only what was there."""
    st.caption(say(_("This batch was undone. Bringing it back gives the numbers from before the undo.")))
    if st.button(say(_("Bring this batch back")), icon=":material/redo:", key="redo_now"):
        with (
            st.spinner(say(_("Bringing the rows back …"))),
            telling_effect(warehouse, _("Batch {batch} was brought back.", batch=int(row["batch_id"]))),
        ):
            redo(warehouse, int(row["batch_id"]), dt.datetime.now().replace(microsecond=0))
        st.rerun()


def _name(row: dict[Any, Any]) -> str:
    return f"{int(row['batch_id'])} · {_file(row)}"


def _file(row: dict[Any, Any]) -> str:
    return f"{row['file']} › {row['sheet']}" if isinstance(row["sheet"], str) else str(row["file"])


def _guesses(found: tuple[Assumption, ...] | None) -> str | None:
    """How many; nothing where an older version noted none."""
    if found is None:
        return None
    return shown(len(found), "count") if found else say(_("none"))


def _known(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _table(found: pd.DataFrame) -> pd.DataFrame:
    """One row for each table that a batch fills."""
    records = [
        (row, table, counts) for row in found.to_dict("records") for table, counts in dict(row["counts"]).items()
    ]
    return pd.DataFrame(
        {
            say(_("Batch number")): [row["batch_id"] for row, _table, _counts in records],
            say(_("Imported at")): [shown(row["imported_at"].to_pydatetime(), "minute") for row, *_rest in records],
            say(_("Name of the file")): [_file(row) for row, *_rest in records],
            say(_("Read as")): [template_title(row["template"]) for row, *_rest in records],
            say(_("Fills the table")): [say(TABLES[table].label) for _row, table, _counts in records],
            say(_("New rows")): [counts["new"] for *_rest, counts in records],
            say(_("Updated rows")): [counts["updated"] for *_rest, counts in records],
            say(_("Already known")): [counts["unchanged"] for *_rest, counts in records],
            say(_("Rows left out")): [counts["rejected"] for *_rest, counts in records],
            say(_("State of the batch")): [
                say(_("in use") if pd.isna(row["undone_at"]) else _("undone")) for row, *_rest in records
            ],
            say(_("Guesses made")): [_guesses(row["assumptions"]) for row, *_rest in records],
            say(_("Imported by")): [_known(row["imported_by"]) for row, *_rest in records],
            say(_("Encoding")): [(_known(row["encoding"]) or "").upper() or None for row, *_rest in records],
            say(_("Fingerprint")): [str(row["file_sha256"])[:_SHORT_HASH] for row, *_rest in records],
        }
    )
