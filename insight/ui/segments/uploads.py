"""A list of ids comes in: which column, what became of every row, and the people found."""

import datetime as dt
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from insight.audience import as_segment, condition
from insight.audience.id_list import IdTable, read_ids
from insight.audience.rules.lists import ON_LIST
from insight.audience.uploads import (
    UploadedList,
    delete_list,
    keep_list,
    likely_column,
    named_by,
    outcome,
    outcome_rows,
    uploaded_lists,
)
from insight.errors import InsightError
from insight.export import list_rows_csv, list_rows_in_words
from insight.govern import mask_texts
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.role import asker, is_manager
from insight.ui.kit.scope import as_of, currency
from insight.ui.kit.who import who
from insight.ui.people.bar import people_here
from insight.warehouse import DuckWarehouse
from insight.warehouse.id_matching import ID_KINDS, OUTCOMES, REASONS

_ROUND = "round of id list"
_SHOWN = 2000
_LIST = "uploaded_list"
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def take_list(warehouse: DuckWarehouse) -> None:
    """A file of ids, its column, and the button that keeps it."""
    file = st.file_uploader(
        say(_("A file with one id a row: phone, e-mail, member number, order number, openid or customer ID")),
        key=f"id_list_{state.recall(_ROUND, 0)}",
    )
    if file is None:
        return
    with tempfile.TemporaryDirectory(prefix="insight-list-") as folder:
        path = Path(folder) / f"list{Path(file.name).suffix.lower()}"
        path.write_bytes(file.getvalue())
        try:
            _confirm(warehouse, read_ids(path, name=file.name), path)
        except InsightError as error:
            st.error(plain(f"{say(error.title)} — {say(error.message)} — {say(error.hint)}"), icon=":material/block:")


def _confirm(warehouse: DuckWarehouse, tables: list[IdTable], path: Path) -> None:
    table = tables[0] if len(tables) == 1 else tables[_pick_sheet(tables)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="confirm_list"):
        kind = st.selectbox(
            say(_("Kind of id")),
            list(ID_KINDS),
            format_func=lambda code: say(ID_KINDS[code]),
            key="id_kind",
            width=220,
        )
        shares = named_by(warehouse, table, kind)
        column = st.selectbox(
            say(_("Column with the ids")),
            range(len(table.header)),
            index=likely_column(shares),
            format_func=lambda place: _column_name(table, place, shares),
            key=f"id_column_{kind}",
            width=320,
        )
        name = st.text_input(say(_("Name of the list")), value=Path(table.file).stem[:80], max_chars=120, width=240)
        wanted = st.button(say(_("Keep the list")), type="primary", icon=":material/playlist_add:", key="keep_list")
    if wanted:
        at = dt.datetime.now().replace(microsecond=0)
        kept = keep_list(warehouse, table, path, column=column, name=name or "", at=at, id_kind=kind, by=who())
        state.remember(_ROUND, state.recall(_ROUND, 0) + 1)
        state.remember(_LIST, kept.list_id)
        st.rerun()


def _pick_sheet(tables: list[IdTable]) -> int:
    return st.selectbox(
        say(_("Sheet")), range(len(tables)), format_func=lambda place: tables[place].sheet or tables[place].file
    )


def _column_name(table: IdTable, place: int, shares: list[float | None]) -> str:
    name = table.header[place] or say(_("column {number} (no header)", number=place + 1))
    share = shares[place]
    return name if share is None else say(_("{name} · names {share:percent}", name=name, share=share))


def show_lists(warehouse: DuckWarehouse) -> None:
    """The lists that are kept; of the chosen one, how its rows add up, row by row, and its people."""
    found = {each.list_id: each for each in uploaded_lists(warehouse)}
    if not found:
        return
    if state.recall(_LIST) not in found:
        state.forget(_LIST)
    chosen = st.selectbox(
        say(_("Uploaded list")),
        list(found),
        index=len(found) - 1,
        format_func=lambda number: _list_name(found[number]) if number in found else str(number),
        key=_LIST,
        persist_state="session",
    )
    kept = found[chosen]
    _show_sums(warehouse, kept)
    people_here(warehouse, lambda: _people(warehouse, kept), key="list_people")
    if not is_manager():
        _show_rows(warehouse, kept)
    if st.button(say(_("Delete the list")), icon=":material/delete:", key="delete_list"):
        delete_list(warehouse, kept.list_id, dt.datetime.now().replace(microsecond=0))
        st.rerun()


def _list_name(kept: UploadedList) -> str:
    return f"{kept.name} · {shown(kept.row_count, 'count')} · {shown(kept.uploaded_at, 'minute')}"


def _people(warehouse: DuckWarehouse, kept: UploadedList) -> Segment:
    meaning = condition(ON_LIST, list_id=kept.list_id)
    return as_segment(warehouse, meaning, as_of(warehouse), currency(warehouse))


def _show_sums(warehouse: DuckWarehouse, kept: UploadedList) -> None:
    found = outcome(warehouse, kept.list_id)
    st.markdown(
        say(
            _(
                "**{rows:count} rows** = {found:count} found + {duplicate:count} duplicate "
                "+ {not_found:count} not found",
                rows=found.rows,
                found=found.found,
                duplicate=found.duplicate,
                not_found=found.not_found,
            )
        )
    )
    if found.reasons:
        st.markdown("\n".join(f"- {shown(n, 'count')}: {say(REASONS[reason])}" for reason, n in found.reasons.items()))


def _show_rows(warehouse: DuckWarehouse, kept: UploadedList) -> None:
    with st.expander(say(_("Every row of the list")), icon=":material/table_rows:"):
        wanted = st.segmented_control(
            say(_("Rows that were")),
            list(OUTCOMES),
            format_func=lambda code: say(OUTCOMES[code]),
            key="list_outcome",
        )
        rows = mask_texts(outcome_rows(warehouse, kept.list_id, wanted, rows=_SHOWN, asker=asker()))
        table = list_rows_in_words(rows, state.language())
        name = f"{_UNSAFE.sub('-', kept.name)}.csv"
        st.dataframe(table, hide_index=True, placeholder="–", alt=say(_("Every row of the list")))
        if len(table) == _SHOWN:
            st.caption(say(_("The first {n:count} rows; all of them are in the file.", n=_SHOWN)))
        st.download_button(
            say(_("All rows as .csv")),
            data=_all_rows(warehouse, kept, wanted, name),
            file_name=name,
            mime="text/csv",
            key="download_list_rows",
            icon=":material/download:",
            on_click="ignore",
        )


def _all_rows(warehouse: DuckWarehouse, kept: UploadedList, wanted: str | None, name: str) -> Callable[[], bytes]:
    """A download runs without a session: everything it needs is bound here, also who asks for it."""
    language, asking = state.language(), asker()
    return lambda: list_rows_csv(warehouse, kept, wanted, language, asker=asking, name=name)
