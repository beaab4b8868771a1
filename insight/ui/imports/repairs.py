"""The repair list by kind: what is wrong, fixes for the whole file, the rows to take away and correct."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st

from insight.errors import NotEnoughDataError
from insight.export import book_name, rejected_rows_book, repair_list_book
from insight.govern import mask_texts
from insight.i18n import Text, _
from insight.ingest import REASONS, repairs
from insight.ingest.fixes import ProblemKind, problem_kinds
from insight.ingest.reread import kept_sheet
from insight.schema import TABLES
from insight.ui.imports.preview import problems_in_words
from insight.ui.imports.repair_fixes import offer_fixes
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.ui.kit.role import NO_PEOPLE, asker
from insight.ui.kit.workspace import is_sample
from insight.warehouse import DuckWarehouse

_SHOWN = 200
_MOST_KINDS = 12
_LONGEST_VALUE = 40
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_repairs(warehouse: DuckWarehouse, batches: Sequence[int], *, key: str) -> None:
    """What could not be read in these batches, by kind; the whole list and the rows left out as .xlsx."""
    found = pd.concat([repairs(warehouse, batch) for batch in batches], ignore_index=True)
    if found.empty:
        return
    left_out = found[found["is_rejected"].astype(bool)].drop_duplicates(["batch_id", "source_row"])
    with st.container(key=f"repairs_{key}"):
        summary = _(
            "**To repair:** {cells:count} cells could not be read; {rejected:count} rows were left out for it.",
            cells=len(found),
            rejected=len(left_out),
        )
        st.markdown(say(summary))
        for batch in batches:
            rows = found[found["batch_id"] == batch]
            if len(rows):
                _batch(warehouse, batch, rows, named=len(batches) > 1, key=f"{key}_{batch}")
        _whole_list(warehouse, found, key=key)


def _batch(warehouse: DuckWarehouse, batch_id: int, rows: pd.DataFrame, *, named: bool, key: str) -> None:
    if named:
        st.markdown(f"**{plain(str(rows['file'].iloc[0]))}**")
    is_kept = _is_kept(warehouse, batch_id)
    kinds = problem_kinds(warehouse, batch_id)
    for place, kind in enumerate(kinds[:_MOST_KINDS]):
        with st.container(border=True, key=f"kind_{key}_{place}"):
            _kind(kind)
            if is_kept and not is_sample():
                _fixes(warehouse, batch_id, kind, key=f"{key}_{kind.table}_{kind.column}_{kind.header}_{kind.reason}")
    if len(kinds) > _MOST_KINDS:
        st.caption(say(_("{n:count} more kinds are in the list to download", n=len(kinds) - _MOST_KINDS)))
    if not is_kept:
        st.caption(say(_("The uploaded file was not kept: nothing can be tried out here. Download the list instead.")))
    elif rows["is_rejected"].astype(bool).any():
        _rejected_rows(warehouse, batch_id, key=key)


def _kind(kind: ProblemKind) -> None:
    """One line of what and how often, one of examples."""
    column = kind.column if kind.column in TABLES[kind.table].column_names else None
    names = [say(TABLES[kind.table].label), *([say(TABLES[kind.table][column].label)] if column else [])]
    header = f" ({kind.header})" if kind.header else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(' · '.join(names) + header)}**", width="content")
        st.badge(say(_("{n:count} times", n=kind.cells)), color="gray")
        if kind.rejected:
            st.badge(say(_("{n:count} rows left out", n=kind.rejected)), icon=":material/block:", color="red")
        else:
            st.badge(say(_("rows loaded")), icon=":material/check:", color="green")
    st.markdown(plain(say(REASONS[kind.reason])))
    st.caption(plain("; ".join(say(_example(row, value)) for row, value in kind.examples)))


def _example(row: int, value: str | None) -> Text:
    if value is None:
        return _("row {row}", row=row)
    return _("row {row}: {value}", row=row, value=value[:_LONGEST_VALUE])


def _fixes(warehouse: DuckWarehouse, batch_id: int, kind: ProblemKind, *, key: str) -> None:
    place = st.expander(
        say(_("Mend the whole file")), icon=":material/build:", key=f"mend_{key}", on_change="rerun", type="compact"
    )
    if place.open:
        with place:
            offer_fixes(warehouse, batch_id, kind, key=key)


def _rejected_rows(warehouse: DuckWarehouse, batch_id: int, *, key: str) -> None:
    language, asking = state.language(), asker()
    if asking.is_manager:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            say(_("Download the rows left out (.xlsx)")),
            data=lambda: rejected_rows_book(warehouse, batch_id, language, asking),
            file_name=say(book_name(batch_id)),
            mime=_XLSX,
            icon=":material/download:",
            key=f"rejected_rows_{key}",
            on_click="ignore",
        )
        st.caption(say(_("Correct the rows in it and upload the book here again: only they are added.")))


def _whole_list(warehouse: DuckWarehouse, found: pd.DataFrame, *, key: str) -> None:
    asking, language = asker(), state.language()
    if asking.is_manager:
        st.caption(say(NO_PEOPLE))
        return
    table = mask_texts(pa.Table.from_pandas(problems_in_words(found), preserve_index=False))
    st.download_button(
        say(_("Download the repair list (.xlsx)")),
        data=lambda: repair_list_book(warehouse, table, language, asking),
        file_name=say(_("repair-list.xlsx")),
        mime=_XLSX,
        icon=":material/download:",
        key=f"repair_list_{key}",
        on_click="ignore",
    )
    with st.expander(say(_("Show the repair list")), icon=":material/list:"):
        if len(found) > _SHOWN:
            st.caption(say(_("The first {n:count} of {total:count}", n=_SHOWN, total=len(found))))
        st.dataframe(table.slice(0, _SHOWN).to_pandas(), hide_index=True, placeholder="–")


def _is_kept(warehouse: DuckWarehouse, batch_id: int) -> bool:
    try:
        kept_sheet(warehouse, batch_id)
    except NotEnoughDataError:
        return False
    return True
