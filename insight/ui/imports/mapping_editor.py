"""Which column of a sheet fills which canonical column, changeable cell by cell."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from insight.i18n import _
from insight.ingest import Draft
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.mapping import INPUT_ONLY
from insight.schema import TABLES
from insight.ui.kit.language import say

_ADDRESS = _("Whole address")
_INPUT = {
    "payment_status": _("State of the payment"),
    "paid_flag": _("Paid: yes or no"),
    "void_flag": _("Cancelled or a test: yes or no"),
    "document_type": _("Sale or return"),
    "event_id": _("Number of the event"),
    "content": _("Content"),
    "coupon_name": _("Name of the coupon"),
    "earned": _("Points that came"),
    "burned": _("Points that went"),
}


def edit_mapping(draft: Draft, mapping: Mapping, tables: Sequence[str], *, key: str) -> Mapping:
    """The mapping as the person leaves it: every column of these tables."""
    mapping = replace(
        mapping,
        channel=st.text_input(say(_("Channel, where no column says it")), mapping.channel, key=f"{key}_channel"),
    )
    headers = [f"{place + 1} · {name}" for place, name in enumerate(draft.header)]
    for table in tables:
        mapping = _edit_table(draft, mapping, table, headers, key=f"{key}_{table}")
    return mapping


def _edit_table(draft: Draft, mapping: Mapping, table: str, headers: list[str], *, key: str) -> Mapping:
    st.markdown(f"**{say(TABLES[table].label)}**")
    column, source, example, meaning = (
        say(text) for text in (_("Fills the column"), _("Taken from"), _("First value in it"), _("What it means"))
    )
    rows = _rows(draft, mapping, table, headers)
    edited = st.data_editor(
        pd.DataFrame(
            {
                column: [row["label"] for row in rows],
                source: [row["source"] for row in rows],
                example: [row["example"] for row in rows],
                meaning: [row["meaning"] for row in rows],
            }
        ),
        key=key,
        hide_index=True,
        placeholder="–",
        disabled=[column, example, meaning],
        column_config={
            source: st.column_config.SelectboxColumn(source, options=headers, width="medium"),
            meaning: st.column_config.TextColumn(meaning, width="large"),
        },
        height=min(38 + 35 * len(rows), 420),
    )
    for row, chosen in zip(rows, edited[source], strict=True):
        if _text(chosen) != row["source"]:
            place = headers.index(chosen) if _text(chosen) else None
            mapping = mapping.with_column(table, row["name"], () if place is None else (place,))
    return mapping


def _rows(draft: Draft, mapping: Mapping, table: str, headers: list[str]) -> list[dict[str, Any]]:
    """Every column that can be filled: filled ones first, then the required ones, then the rest."""
    rows = []
    for name in (*TABLES[table].column_names, *INPUT_ONLY.get(table, ())):
        column = TABLES[table][name] if name in TABLES[table].column_names else None
        own = _INPUT.get(name, _ADDRESS)
        positions = mapping.positions(table, name)
        rows.append(
            {
                "name": name,
                "label": say(column.label if column else own) + (" *" if column and column.required else ""),
                "meaning": say(column.meaning if column else own),
                "source": headers[positions[0]] if positions else None,
                "example": _first_value(draft, positions),
                "is_required": bool(column and column.required),
            }
        )
    return sorted(rows, key=lambda row: (row["source"] is None, not row["is_required"]))


def _first_value(draft: Draft, positions: tuple[int, ...]) -> str:
    """The first cell of the column that holds something, looked for among the first rows."""
    if draft.table is None or not positions:
        return ""
    cells = draft.table.cells.column(str(positions[0])).slice(0, 200).drop_null()
    return str(cells[0].as_py()) if len(cells) else ""


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
