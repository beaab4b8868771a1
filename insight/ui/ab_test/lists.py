"""Files of ids brought to a test: each is kept as a list, with how many of its rows name a person."""

import datetime as dt
import tempfile
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from insight.audience.id_list import read_ids
from insight.audience.uploads import UploadedList, keep_list, likely_column, named_by, outcome
from insight.errors import InsightError
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.ui.kit.who import who
from insight.warehouse import DuckWarehouse

_ROUND = "round of test lists"
_KEPT = "kept test lists"


def take_lists(warehouse: DuckWarehouse, chosen: str) -> None:
    """Files come in, a button keeps them, and the picker `chosen` has them."""
    files = st.file_uploader(
        say(_("The lists as files, one id a row (phone, e-mail, member or order number)")),
        accept_multiple_files=True,
        key=f"test_files_{state.recall(_ROUND, 0)}",
    )
    if files and st.button(
        say(_("Keep these lists")), type="primary", icon=":material/playlist_add:", key="keep_lists"
    ):
        kept = [found for file in files if (found := _keep(warehouse, file)) is not None]
        state.remember(_KEPT, [each.list_id for each in kept])
        state.remember(chosen, [*(state.recall(chosen) or ()), *(f"upload:{each.list_id}" for each in kept)])
        state.remember(_ROUND, state.recall(_ROUND, 0) + 1)
    for number in state.recall(_KEPT, ()):
        _say_found(warehouse, number)


def _keep(warehouse: DuckWarehouse, file: UploadedFile) -> UploadedList | None:
    """The list in the column that names most people; None where the file holds none, which is said."""
    with tempfile.TemporaryDirectory(prefix="insight-list-") as folder:
        path = Path(folder) / f"list{Path(file.name).suffix.lower()}"
        path.write_bytes(file.getvalue())
        try:
            table = read_ids(path, name=file.name)[0]
            return keep_list(
                warehouse,
                table,
                path,
                column=likely_column(named_by(warehouse, table)),
                name=Path(file.name).stem[:80],
                at=dt.datetime.now().replace(microsecond=0),
                by=who(),
            )
        except InsightError as error:
            st.error(plain(f"{say(error.title)} — {say(error.message)} — {say(error.hint)}"), icon=":material/block:")
            return None


def _say_found(warehouse: DuckWarehouse, number: int) -> None:
    try:
        found = outcome(warehouse, number)
    except InsightError:
        return
    st.caption(
        say(
            _(
                "List {number}: {found:count} of {rows:count} rows name a person",
                number=number,
                found=found.found,
                rows=found.rows,
            )
        )
    )
