"""The first rows of a sheet: as they stand in the file, and as they would be loaded."""

import pandas as pd
import streamlit as st

from insight.i18n import _
from insight.ingest import REASONS, Draft, OwnListError, Preview
from insight.schema import TABLES, Kind
from insight.ui.kit.language import plain, say

_TEXT = ":text"
_PREVIEW = 230
"""How high a table of first rows may be: what is asked beside it, and the button, stay on the screen."""


def show_preview(found: Preview) -> None:
    """Original and cleaned value of every filled column side by side, then what could not be read."""
    for name, frame in found.tables.items():
        st.markdown(f"**{say(TABLES[name].label)}**")
        st.dataframe(
            side_by_side(name, frame), hide_index=True, placeholder="–", height=min(72 + 35 * len(frame), _PREVIEW)
        )
    if len(found.problems):
        st.markdown(f"**{say(_('What could not be read in these rows'))}**")
        st.dataframe(problems_in_words(found.problems), hide_index=True, placeholder="–")


def side_by_side(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Original and cleaned value of each column that stands in the frame with its text."""
    original, cleaned = say(_("Original")), say(_("Cleaned"))
    columns: dict[tuple[str, str], object] = {("#", ""): frame["source_row"]}
    for name in (name for name in TABLES[table].column_names if f"{name}{_TEXT}" in frame):
        label = say(TABLES[table][name].label)
        columns[(label, original)] = frame[f"{name}{_TEXT}"]
        columns[(label, cleaned)] = [_as_text(value, TABLES[table][name].kind) for value in frame[name]]
    return pd.DataFrame(columns)


def _as_text(value: object, kind: Kind) -> str | None:
    if value is None or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if kind is Kind.DATE else value.isoformat(sep=" ")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.2f}" if kind is Kind.MONEY else f"{value:g}"
    return str(value)


def problems_in_words(problems: pd.DataFrame) -> pd.DataFrame:
    """The repair list with its reasons in the person's language."""
    kept, rejected = say(_("row loaded without the cell")), say(_("row left out"))
    told = {
        say(_("Name of the file")): problems.get("file"),
        say(_("Name of the sheet")): problems.get("sheet"),
        say(_("Row number")): problems["source_row"],
        say(_("Fills the table")): [say(TABLES[name].label) for name in problems["table_name"]],
        say(_("Fills the column")): [_label(row) for row in problems.to_dict("records")],
        say(_("Header in the file")): problems["header"],
        say(_("Value in the file")): problems["value"],
        say(_("What is wrong")): [say(REASONS[reason]) for reason in problems["reason"]],
        say(_("What was done")): [rejected if is_rejected else kept for is_rejected in problems["is_rejected"]],
    }
    return pd.DataFrame({name: values for name, values in told.items() if values is not None})


def _label(row: dict[object, object]) -> str:
    table, column = TABLES[str(row["table_name"])], row["column_name"]
    return say(table[str(column)].label) if column in table.column_names else ""


def show_refusal(draft: Draft, *, is_warning: bool = False) -> None:
    """The one sentence that says why a sheet cannot be taken, or what it looks like and should not be."""
    if draft.refusal is not None:
        parts = (draft.refusal.title, draft.refusal.message, draft.refusal.hint)
        show = st.warning if is_warning else st.error
        show(" — ".join(plain(say(part)) for part in parts), icon=":material/block:")
    if isinstance(draft.refusal, OwnListError):
        st.page_link("pages/exports.py", label=say(_("To Exports & consent")), icon=":material/outgoing_mail:")
