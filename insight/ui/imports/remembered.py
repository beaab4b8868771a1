"""Which columns were confirmed for which headers: seen, changed, forgotten."""

import streamlit as st

from insight.i18n import _
from insight.ingest import forget, remembered_mappings
from insight.ingest.recognise.kinds import kind_of
from insight.ingest.remembered import Remembered
from insight.schema import TABLES
from insight.ui.imports.row_kind import ROWS
from insight.ui.imports.uploads import forget_examined
from insight.ui.kit.assumed import called, value_name
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.workspace import is_sample
from insight.warehouse import DuckWarehouse

_HEADERS = 8


def show_remembered(warehouse: DuckWarehouse) -> None:
    """The list, closed; nothing where nothing is remembered."""
    known = remembered_mappings(warehouse)
    if not known:
        return
    title = _("Kinds of tables that are remembered ({n:count})", n=len(known))
    with st.expander(say(title), icon=":material/history:", key="remembered_mappings"):
        st.caption(say(_("A file with the same headers is read so. To change one, drop such a file and put it right.")))
        for kept in known:
            _one(warehouse, kept)


def _one(warehouse: DuckWarehouse, kept: Remembered) -> None:
    with st.container(border=True, key=f"kept_{kept.number}"):
        file = kept.file or say(_("file not noted"))
        day = shown(kept.confirmed_at, "minute")
        st.markdown(f"**{plain(file)}** · {plain(say(ROWS[kind_of(kept.mapping)]))} · {day}")
        st.caption(plain(" · ".join(_columns(kept))))
        if not is_sample():
            st.button(
                say(_("Forget it")),
                icon=":material/delete:",
                key=f"forget_{kept.number}",
                on_click=_forget,
                args=(warehouse, kept.fingerprint),
            )


def _forget(warehouse: DuckWarehouse, fingerprint: str) -> None:
    forget(warehouse, fingerprint)
    forget_examined()


def _columns(kept: Remembered) -> list[str]:
    """Which header is what, and what was decided besides."""
    told = [
        f"{kept.header[places[0]]} → {say(TABLES[table][column].label)}"
        for table, columns in kept.mapping.columns.items()
        for column, places in columns.items()
        if places and places[0] < len(kept.header) and column in TABLES[table].column_names
    ]
    shown_first = list(dict.fromkeys(told))[:_HEADERS]
    more = len(told) - len(shown_first)
    decided = [
        say(_("{name}: {value}", name=called(key), value=value_name(value)))
        for key, value in kept.mapping.assumed.items()
    ]
    return [*shown_first, *(["…"] if more > 0 else []), *decided]
