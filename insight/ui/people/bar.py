"""The people behind a number: how many, how many can be reached, who they are, and the list to take away."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from insight.export import ListChoices, MoreColumns, Reach, file_name, headers, list_bytes, preview, reachable
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import of_segment
from insight.ui.kit.language import plain, say
from insight.ui.kit.role import TOO_FEW, is_small, shown_to_role
from insight.ui.kit.scope import currency
from insight.ui.kit.who import who
from insight.ui.people.choices import pick_list_choices
from insight.ui.people.save import pick_name_and_save
from insight.ui.people.sums import show_sums, sums_of
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
    """A picker of people, who they are in one sentence, their number, a preview, the list as .xlsx or .csv, and a way
    to keep them as a segment.

    The files, and what `more` adds to them, are made, and written to the export log, when they are asked for: nothing
    is prepared for a click that does not come. `more` runs without a session.
    """
    with st.container(border=True, key=f"people_{key}"):
        segment = choose()
        if segment is None:
            return
        reach = of_segment(reachable, warehouse, segment)
        if is_small(reach.customers):
            st.info(say(TOO_FEW), icon=":material/visibility_off:")
            return
        st.markdown(f"**{plain(say(segment.sentence))}**  \n{plain(say(_reach_in_words(reach)))}")
        if not reach.customers:
            return
        with st.container(horizontal=True, vertical_alignment="center", key=f"take_{key}"):
            files = st.container(horizontal=True, width="content", key=f"files_{key}")
            choices = pick_list_choices(warehouse, key, _currency_of(warehouse, segment))
            pick_name_and_save(warehouse, segment, key)
        if choices is not None:
            people = _people_on_list(warehouse, segment, choices, reach)
            with files:
                _downloads(warehouse, segment, choices, people, key, more)
        with st.expander(say(_("Show the first people")), icon=":material/table_rows:"):
            _show_first(warehouse, segment)


def _reach_in_words(reach: Reach) -> Text:
    return _(
        "{customers:count} people · {reachable:count} can be reached: phone {phone:count}, WeCom {wecom:count}, "
        "e-mail {email:count}",
        customers=reach.customers,
        reachable=shown_to_role(reach.any),
        phone=shown_to_role(reach.phone),
        wecom=shown_to_role(reach.wecom),
        email=shown_to_role(reach.email),
    )


def _people_on_list(warehouse: DuckWarehouse, segment: Segment, choices: ListChoices, reach: Reach) -> int:
    """How many will be on the list; said with its reasons where that is not simply everybody."""
    if not choices.is_contact and choices.control_share is None:
        return reach.customers
    found = sums_of(warehouse, segment, choices, _currency_of(warehouse, segment))
    show_sums(found, choices)
    return found.listed


def _downloads(
    warehouse: DuckWarehouse,
    segment: Segment,
    choices: ListChoices,
    people: int,
    key: str,
    more: Callable[[], MoreColumns] | None,
) -> None:
    for suffix, label, weight in _FORMS:
        st.download_button(
            say(label),
            data=_list_of(warehouse, segment, choices, suffix, more=more),
            file_name=file_name(segment, people, state.language(), suffix),
            mime=_MIME[suffix],
            key=f"download_{key}_{suffix[1:]}",
            type=weight,
            icon=":material/download:",
            on_click="ignore",
            disabled=not people,
        )


def _list_of(
    warehouse: DuckWarehouse,
    segment: Segment,
    choices: ListChoices,
    suffix: Suffix,
    *,
    more: Callable[[], MoreColumns] | None,
) -> Callable[[], bytes]:
    """A download runs without a session: everything it needs is bound here, also who asks for it."""
    language, amounts_in, by = state.language(), _currency_of(warehouse, segment), who()

    def make() -> bytes:
        return list_bytes(
            warehouse,
            segment,
            language=language,
            currency=amounts_in,
            exported_at=dt.datetime.now(),
            choices=choices,
            more=more() if more else None,
            suffix=suffix,
            by=by,
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
