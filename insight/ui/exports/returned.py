"""A list that comes back: what it is, its segment asked again, what staff changed, and what they wrote."""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.typing import UploadedFile

from insight.errors import InsightError
from insight.export import (
    Compared,
    Refreshed,
    Returned,
    changes_sheet,
    choices_of,
    compare_list,
    currency_of,
    file_name,
    list_bytes,
    read_returned,
    refresh_list,
)
from insight.export.plan import sums
from insight.govern import Export, purpose_label
from insight.i18n import Text, _
from insight.ui.exports.notes import show_notes
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.choices import choose
from insight.ui.kit.frame import say_error
from insight.ui.kit.language import plain, say
from insight.ui.kit.role import NO_PEOPLE, asker
from insight.ui.kit.scope import as_of
from insight.warehouse import DuckWarehouse

_WAYS = {"refresh": _("Refresh: who is in the segment now"), "compare": _("Compare: what was changed in the file")}
_KEPT = "returned list"
_SHOWN = 50


def take_returned(warehouse: DuckWarehouse) -> None:
    """The place to drop a list, and what became of it; nothing for a manager, for it speaks of single persons."""
    if asker().is_manager:
        st.caption(say(NO_PEOPLE))
        return
    file = st.file_uploader(
        say(_("A list that Insight Desk wrote, as .xlsx with its passport")), type=["xlsx", "csv"], key="returned"
    )
    if file is None:
        return
    try:
        returned = _read(warehouse, file)
    except InsightError as error:
        say_error(error)
        return
    _introduce(returned)
    way = choose(_("What to do with it"), _WAYS, key="returned_way")
    refreshed = _refreshed(warehouse, returned.export)
    if way == "refresh" and refreshed is not None:
        _show_refreshed(warehouse, returned.export, refreshed)
    if way == "compare":
        _show_compared(compare_list(warehouse, returned, refreshed), returned)
    show_notes(warehouse, returned)


def _read(warehouse: DuckWarehouse, file: UploadedFile) -> Returned:
    """Each upload is read once."""
    known = state.recall(_KEPT)
    key = (warehouse.workspace, file.file_id)
    if known is None or known[0] != key:
        with tempfile.TemporaryDirectory(prefix="insight-returned-") as folder:
            path = Path(folder) / f"returned{Path(file.name).suffix.lower()}"
            path.write_bytes(file.getvalue())
            known = (key, read_returned(warehouse, path, name=file.name, asker=asker()))
        state.remember(_KEPT, known)
    returned: Returned = known[1]
    return returned


def _introduce(returned: Returned) -> None:
    export = returned.export
    said = _(
        "Recognised by its passport: list {export_id} of {at:minute}, {purpose}, {n:count} people",
        export_id=export.export_id,
        at=export.exported_at,
        purpose=purpose_label(export.purpose),
        n=export.listed,
    )
    st.markdown(f":green[:material/verified:] {plain(say(said))}  \n**{plain(export.sentence_in(state.language()))}**")


def _refreshed(warehouse: DuckWarehouse, export: Export) -> Refreshed | None:
    """The segment asked again as of the day of the app; what prevents it is said."""
    try:
        return analyse(_refresh, warehouse, (export, as_of(warehouse)))
    except InsightError as error:
        say_error(error)
        return None


def _refresh(warehouse: DuckWarehouse, asked: tuple[Export, dt.date]) -> Refreshed:
    return refresh_list(warehouse, *asked)


def _show_refreshed(warehouse: DuckWarehouse, export: Export, refreshed: Refreshed) -> None:
    said = _(
        "Refreshed as of {day:day}: {still:count} still in, {new:count} newly in, {gone:count} no longer in "
        "({then:count} people then, {now:count} now)",
        day=refreshed.segment.as_of,
        still=len(refreshed.still),
        new=len(refreshed.new),
        gone=len(refreshed.gone),
        then=len(refreshed.still) + len(refreshed.gone),
        now=len(refreshed.still) + len(refreshed.new),
    )
    st.success(plain(say(said)), icon=":material/refresh:")
    if not refreshed.is_same_definition:
        st.warning(
            say(_("The program finds these people otherwise than when the list was written: compare with care.")),
            icon=":material/difference:",
        )
    st.download_button(
        say(_("Download the refreshed list (.xlsx)")),
        data=_list_of(warehouse, export, refreshed),
        file_name=file_name(refreshed.segment, _listed(warehouse, export, refreshed), state.language()),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="download_refreshed_xlsx",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption(say(_("For the same purpose and with the same choices; consent is asked again.")))


def _listed(warehouse: DuckWarehouse, export: Export, refreshed: Refreshed) -> int:
    today = dt.datetime.combine(dt.date.today(), dt.time())
    return sums(warehouse, refreshed.segment, choices_of(export), currency=currency_of(export), at=today).listed


def _list_of(warehouse: DuckWarehouse, export: Export, refreshed: Refreshed) -> Callable[[], bytes]:
    """A download runs without a session: everything it needs is bound here."""
    language, asking = state.language(), asker()

    def make() -> bytes:
        return list_bytes(
            warehouse,
            refreshed.segment,
            language=language,
            currency=currency_of(export),
            exported_at=dt.datetime.now(),
            choices=choices_of(export),
            asker=asking,
            beside=[changes_sheet(warehouse, refreshed, language)],
        )

    return make


def _show_compared(found: Compared, returned: Returned) -> None:
    if not returned.has_ids:
        st.info(say(_("This list has no customer numbers: its rows cannot be matched.")), icon=":material/info:")
        return
    said = _(
        "{rows:count} rows = {on_list:count} on the list then + {added:count} written into it + {unknown:count} "
        "unknown + {duplicates:count} repeated + {without_id:count} without a number",
        rows=found.rows,
        on_list=found.on_list,
        added=len(found.added),
        unknown=len(found.unknown),
        duplicates=found.duplicates,
        without_id=found.without_id,
    )
    more = _(
        "{removed:count} people of the list are not in the file; {still:count} of those in it are in the segment now",
        removed=len(found.removed),
        still=found.still_in,
    )
    st.markdown(f"**{plain(say(said))}**  \n{plain(say(more))}")
    _numbers(_("Written into it, and known"), found.added)
    _numbers(_("Unknown numbers: nobody is created for them"), found.unknown)
    _numbers(_("Taken out of it"), found.removed)


def _numbers(title: Text, ids: tuple[str, ...]) -> None:
    if ids:
        with st.expander(f"{say(title)} · {len(ids)}"):
            st.dataframe(pd.DataFrame({say(_("Customer ID")): ids[:_SHOWN]}), hide_index=True)
            if len(ids) > _SHOWN:
                st.caption(say(_("The first {n:count} are shown.", n=_SHOWN)))
