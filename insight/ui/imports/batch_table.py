"""The table of batches: one row a batch, with what it brought and a button that undoes it or brings it back."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from insight.i18n import _
from insight.ingest import Assumption
from insight.schema import TABLES
from insight.ui.imports.sheets import template_title
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.kit.workspace import is_sample

_CLICKED = "batch_clicked"
_SHORT_HASH = 8
_COUNTED = (
    ("new", _("New rows")),
    ("updated", _("Updated rows")),
    ("unchanged", _("Already known")),
    ("rejected", _("Rows left out")),
)


def show_table(found: pd.DataFrame, choose: Callable[[int], None]) -> None:
    """The batches, newest first; `choose` takes the number of the one whose button is clicked."""
    rows = found.to_dict("records")

    def take() -> None:
        choose(int(rows[state.recall(_CLICKED)["row"]]["batch_id"]))

    button = st.column_config.ButtonColumn(say(_("What can be done")), type="tertiary", on_click=take, key=_CLICKED)
    numbers = {say(label): st.column_config.NumberColumn(format="localized") for _name, label in _COUNTED}
    st.dataframe(
        table_of(found),
        hide_index=True,
        placeholder="–",
        alt=say(_("Imported so far")),
        column_config={say(_("What can be done")): button, **numbers},
    )


def table_of(found: pd.DataFrame) -> pd.DataFrame:
    """One row a batch: what it is first, then what it brought, then what tells it from others."""
    rows = found.to_dict("records")
    return pd.DataFrame(
        {
            say(_("Batch number")): [row["batch_id"] for row in rows],
            say(_("Name of the file")): [file_of(row) for row in rows],
            say(_("Read as")): [template_title(row["template"]) for row in rows],
            say(_("Brought")): [_brought(dict(row["counts"])) for row in rows],
            say(_("State of the batch")): [
                say(_("in use") if pd.isna(row["undone_at"]) else _("undone")) for row in rows
            ],
            say(_("What can be done")): [_action(row) for row in rows],
            **{
                say(label): [sum(counts[name] for counts in dict(row["counts"]).values()) for row in rows]
                for name, label in _COUNTED
            },
            say(_("Imported at")): [shown(row["imported_at"].to_pydatetime(), "minute") for row in rows],
            say(_("Guesses made")): [_guesses(row["assumptions"]) for row in rows],
            say(_("Imported by")): [_known(row["imported_by"]) for row in rows],
            say(_("Encoding")): [(_known(row["encoding"]) or "").upper() or None for row in rows],
            say(_("Fingerprint")): [str(row["file_sha256"])[:_SHORT_HASH] for row in rows],
        }
    )


def file_of(row: Mapping[Any, Any]) -> str:
    """The file, with the sheet where it has several."""
    return f"{row['file']} › {row['sheet']}" if isinstance(row["sheet"], str) else str(row["file"])


def _brought(tables: Mapping[str, Mapping[str, int]]) -> str:
    """Of each table how many rows were read: orders 3,663 · order lines 4,525."""
    read = {name: sum(counts[kind] for kind, _label in _COUNTED) for name, counts in tables.items()}
    return " · ".join(f"{say(TABLES[name].label)} {shown(count, 'count')}" for name, count in read.items())


def _action(row: Mapping[Any, Any]) -> str:
    if is_sample():
        return say(_("Look into it"))
    return say(_("Undo …") if pd.isna(row["undone_at"]) else _("Bring back …"))


def _guesses(found: tuple[Assumption, ...] | None) -> str | None:
    """How many; nothing where an older version noted none."""
    if found is None:
        return None
    return shown(len(found), "count") if found else say(_("none"))


def _known(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
