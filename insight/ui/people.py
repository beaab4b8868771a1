"""The people behind a number: how many, how many can be reached, who they are, and the list to take away."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from insight.export import MoreColumns, Reach, file_name, headers, list_bytes, preview, reachable
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui import state
from insight.ui.cache import of_segment
from insight.ui.language import plain, say
from insight.ui.scope import currency
from insight.warehouse import DuckWarehouse

Suffix = Literal[".xlsx", ".csv"]

_FORMS: tuple[tuple[Suffix, Text, Literal["primary", "secondary"]], ...] = (
    (".xlsx", _("Download the list (.xlsx)"), "primary"),
    (".csv", _("Download as .csv"), "secondary"),
)
_MIME: dict[Suffix, str] = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
}


def segment_bar(
    warehouse: DuckWarehouse,
    choose: Callable[[], Segment | None],
    *,
    key: str,
    more: Callable[[], MoreColumns] | None = None,
) -> None:
    """A picker of people, who they are in one sentence, their number, a preview, and the list as .xlsx or .csv.

    The files, and what `more` adds to them, are made when they are asked for: nothing is prepared for a click that does
    not come. `more` runs without a session.
    """
    with st.container(border=True, key=f"people_{key}"):
        segment = choose()
        if segment is None:
            return
        reach = of_segment(reachable, warehouse, segment)
        st.markdown(f"**{plain(say(segment.sentence))}**  \n{plain(say(_reach_in_words(reach)))}")
        if not reach.customers:
            return
        _downloads(warehouse, segment, reach.customers, key, more)
        with st.expander(say(_("Show the first people")), icon=":material/table_rows:"):
            _show_first(warehouse, segment)


def _reach_in_words(reach: Reach) -> Text:
    return _(
        "{customers:count} people · {reachable:count} can be reached: phone {phone:count}, WeCom {wecom:count}, "
        "e-mail {email:count}",
        customers=reach.customers,
        reachable=reach.any,
        phone=reach.phone,
        wecom=reach.wecom,
        email=reach.email,
    )


def _downloads(
    warehouse: DuckWarehouse, segment: Segment, people: int, key: str, more: Callable[[], MoreColumns] | None
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"take_{key}"):
        unmasked = bool(state.recall(f"unmasked_{key}", otherwise=False))
        for suffix, label, weight in _FORMS:
            st.download_button(
                say(label),
                data=_list_of(warehouse, segment, suffix, unmasked=unmasked, more=more),
                file_name=file_name(segment, people, state.language(), suffix),
                mime=_MIME[suffix],
                key=f"download_{key}_{suffix[1:]}",
                type=weight,
                icon=":material/download:",
                on_click="ignore",
            )
        st.toggle(
            say(_("Unmasked contacts")),
            key=f"unmasked_{key}",
            help=say(_("Phones and e-mails in full. Only for contacting people who agreed to it.")),
        )


def _list_of(
    warehouse: DuckWarehouse,
    segment: Segment,
    suffix: Suffix,
    *,
    unmasked: bool,
    more: Callable[[], MoreColumns] | None,
) -> Callable[[], bytes]:
    """A download runs without a session: everything it needs is bound here."""
    language, amounts_in = state.language(), _currency_of(warehouse, segment)

    def make() -> bytes:
        return list_bytes(
            warehouse,
            segment,
            language=language,
            currency=amounts_in,
            exported_at=dt.datetime.now(),
            unmasked=unmasked,
            more=more() if more else None,
            suffix=suffix,
        )

    return make


def _show_first(warehouse: DuckWarehouse, segment: Segment) -> None:
    amounts_in = _currency_of(warehouse, segment)
    frame = of_segment(_first, warehouse, segment, amounts_in).to_pandas()
    labels = headers(amounts_in)
    filled = [name for name in labels if name in frame and frame[name].notna().any()]
    st.dataframe(
        frame[filled],
        hide_index=True,
        height=min(38 + 35 * len(frame), 400),
        column_config={name: _column(say(labels[name]), frame[name]) for name in filled},
        placeholder="–",
        alt=say(segment.sentence),
    )


def _first(warehouse: DuckWarehouse, segment: Segment, amounts_in: str) -> pa.Table:
    return preview(warehouse, segment, currency=amounts_in)


def _currency_of(warehouse: DuckWarehouse, segment: Segment) -> str:
    return str(segment.parameters.get("currency") or currency(warehouse))


def _column(label: str, values: "pd.Series[Any]") -> ColumnConfig:
    if isinstance(values.iloc[0], Decimal):
        return st.column_config.NumberColumn(label, format="accounting")
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DatetimeColumn(label, format="YYYY-MM-DD HH:mm")
    return st.column_config.Column(label)
