"""The export log as a page shows it: every list that left, and whether the log is as it was written."""

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from insight.export import PRESETS, REASONS_IN_ORDER, labels, reason_words
from insight.export.choices import choices_of, currency_of
from insight.govern import PURPOSE_WORDS, Export, check_log, exports, is_list, purpose_label, rows_of
from insight.i18n import Text, _
from insight.ui.kit import state
from insight.ui.kit.language import listed, plain, say, shown
from insight.ui.kit.role import shown_to_role
from insight.warehouse import DuckWarehouse

_AT_ONCE = 10


def show_log(warehouse: DuckWarehouse) -> None:
    """The check of the chain, the filters, the table, and everything about the row that is chosen."""
    found = exports(warehouse)
    if not found:
        st.caption(say(_("No list has left this workspace yet.")))
        return
    _show_check(warehouse, len(found))
    rows = _filtered(found)
    event = st.dataframe(
        _table(rows),
        hide_index=True,
        placeholder="–",
        height="content" if len(rows) <= _AT_ONCE else 420,
        on_select="rerun",
        selection_mode="single-row",
        key="export_log",
    )
    chosen = event.selection.rows if event else []
    if chosen and chosen[0] < len(rows):
        _show_export(rows[chosen[0]])


def _show_check(warehouse: DuckWarehouse, rows: int) -> None:
    faults = check_log(warehouse)
    if not faults:
        st.markdown(
            say(_(":green[:material/verified:] The log is whole: {n:count} rows, each as it was written.", n=rows))
        )
        return
    st.error(
        say(_("The log is not as it was written. Keep a copy of the workspace and find out who changed it."))
        + "\n"
        + "\n".join(f"- {plain(say(fault.text))}" for fault in faults),
        icon=":material/gpp_bad:",
    )


def _filtered(found: Sequence[Export]) -> list[Export]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {purpose: say(words.label) for purpose, words in PURPOSE_WORDS.items()}
        purposes = st.multiselect(
            say(_("Purpose")),
            list(names),
            format_func=lambda purpose: names[purpose],
            key="log_purposes",
            placeholder=say(_("any")),
            width=320,
        )
        people = st.multiselect(
            say(_("Exported by")),
            sorted({export.exported_by for export in found if export.exported_by}),
            key="log_people",
            placeholder=say(_("anybody")),
            width=240,
        )
        text = st.text_input(say(_("Who is on it, file or number")), key="log_text", width=280)
    wanted = (text or "").strip().lower()
    return [
        export
        for export in found
        if (not purposes or export.purpose in purposes)
        and (not people or export.exported_by in people)
        and (not wanted or any(wanted in word.lower() for word in _words(export)))
    ]


def _words(export: Export) -> tuple[str, ...]:
    return (export.sentence_in(state.language()), export.file_name, export.export_id)


def _table(rows: Sequence[Export]) -> pd.DataFrame:
    language = state.language()
    return pd.DataFrame(
        {
            say(_("No.")): [export.number for export in rows],
            say(_("Exported at")): [shown(export.exported_at, "minute") for export in rows],
            say(_("Exported by")): [export.exported_by for export in rows],
            say(_("Purpose")): [say(purpose_label(export.purpose)) for export in rows],
            say(_("Who is on it")): [export.sentence_in(language) for export in rows],
            say(_("On the list")): [shown_to_role(_listed(export)) for export in rows],
            say(_("Held back")): [shown_to_role(export.control) for export in rows],
            say(_("Left out")): [shown_to_role(sum(export.left_out.values())) for export in rows],
            say(_("Phones and e-mails")): [say(_contacts(export)) for export in rows],
            say(_("Name of the file")): [export.file_name for export in rows],
        }
    )


def _listed(export: Export) -> int:
    """People of a list; else rows."""
    rows = rows_of(export)
    return export.listed if rows is None else rows


def _contacts(export: Export) -> Text:
    return _("in full") if export.is_unmasked else _("masked")


def _show_export(export: Export) -> None:
    """Everything the log holds about one list."""
    own = _of_list(export) if is_list(export) else {_("Columns"): listed(export.columns)}
    lines = {
        _("Number in the export log"): export.export_id,
        _("Who is on it"): export.sentence_in(state.language()),
        _("Declared basis for people without any statement"): export.basis,
        **own,
        _("Data"): say(_data(export)),
        _("Name of the file"): export.file_name,
        _("SHA-256 of the file"): export.file_sha256,
        _("Hash of the row"): export.row_hash,
    }
    with st.container(border=True, key="one_export"):
        st.markdown("\n".join(f"- **{say(name)}**: {plain(value)}" for name, value in lines.items() if value))


def _data(export: Export) -> Text:
    """As of when, and in which currency: what the people were found by stands in the sentence."""
    asked = json.loads(export.parameters).get("currency")
    values = {"day": export.as_of, "generation": export.generation}
    if asked:
        return _("before {day:day}, amounts in {currency:currency}, state {generation}", currency=asked, **values)
    return _("before {day:day}, state {generation}", **values)


def _of_list(export: Export) -> dict[Text, str | None]:
    """What only a list of people has."""
    choices, names = choices_of(export), labels(currency_of(export))
    reasons = [
        _("{reason}: {n:count}", reason=reason_words(reason, choices), n=shown_to_role(export.left_out[reason]))
        for reason in REASONS_IN_ORDER
        if reason in export.left_out
    ]
    return {
        _("Left out"): " · ".join(say(reason) for reason in reasons),
        _("Seed"): None if export.seed is None else str(export.seed),
        _("Columns chosen"): say(PRESETS[choices.preset].label),
        _("Columns"): listed(say(names[name]) if name in names else name for name in export.columns),
    }
