"""The people behind a number: who, how many, the first ones, the list to take away, the segment to keep."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from insight.export import MoreColumns, Reach, headers, preview, reachable
from insight.govern import Asker
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit.cache import of_segment
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.role import NO_PEOPLE, TOO_FEW, asker, is_manager, is_small, shown_to_role
from insight.ui.kit.table import sign_of
from insight.ui.people.save import pick_name_and_save
from insight.ui.people.take import currency_of, take_list
from insight.warehouse import DuckWarehouse

_FIRST = ("name", "phone", "tier", "city", "orders", "net_amount", "last_ordered_at")
"""What tells one person from another at a glance."""


def count_of(warehouse: DuckWarehouse, segment: Segment) -> Reach:
    """How many people these are, and how many can be reached which way; counted once per state of the data."""
    return of_segment(reachable, warehouse, segment)


def show_people(
    warehouse: DuckWarehouse,
    segment: Segment,
    *,
    key: str,
    more: Callable[[], MoreColumns] | None = None,
) -> None:
    """The sentence, the numbers, the first people, the list as a file, and a way to keep them as a segment.

    `more` adds columns to the list when it is made; it runs without a session. A manager sees the sentence and the
    numbers, and may keep the segment.
    """
    reach = count_of(warehouse, segment)
    if is_small(reach.customers):
        st.info(say(TOO_FEW), icon=":material/visibility_off:")
        return
    st.markdown(f"**{plain(say(segment.sentence))}**")
    if not reach.customers:
        return
    _show_reach(reach, key)
    if is_manager():
        st.caption(say(NO_PEOPLE))
    else:
        _show_first(warehouse, segment, reach)
        take_list(warehouse, segment, reach.customers, key=key, more=more)
    pick_name_and_save(warehouse, segment, key)


def _show_reach(reach: Reach, key: str) -> None:
    ways = (
        (_("Can be reached"), reach.any),
        (_("Phone"), reach.phone),
        (_("WeCom"), reach.wecom),
        (_("E-mail"), reach.email),
    )
    with st.container(horizontal=True, gap="small", key=f"reach_{key}"):
        for label, people in ways:
            st.metric(say(label), shown(shown_to_role(people), "count"), width="stretch")


def _show_first(warehouse: DuckWarehouse, segment: Segment, reach: Reach) -> None:
    amounts_in = currency_of(warehouse, segment)
    frame = of_segment(_first, warehouse, segment, amounts_in, asker()).to_pandas()
    labels: dict[str, Text] = headers(amounts_in)
    labels["net_amount"] = _("Net amount ({sign})", sign=sign_of(amounts_in))
    filled = [name for name in labels if name in frame and frame[name].notna().any()]
    at_a_glance = [name for name in _FIRST if name in filled]
    st.dataframe(
        frame[[*at_a_glance, *(name for name in filled if name not in at_a_glance)]],
        hide_index=True,
        height=min(38 + 35 * len(frame), 178),
        column_config={name: _column(say(labels[name]), frame[name]) for name in filled},
        placeholder="–",
        alt=say(segment.sentence),
    )
    if reach.customers > len(frame):
        st.caption(say(_("The first {n:count} of {customers:count}", n=len(frame), customers=reach.customers)))


def _first(warehouse: DuckWarehouse, segment: Segment, amounts_in: str, asking: Asker) -> pa.Table:
    return preview(warehouse, segment, currency=amounts_in, asker=asking)


def _column(label: str, values: "pd.Series[Any]") -> ColumnConfig:
    if isinstance(values.iloc[0], Decimal):
        return st.column_config.NumberColumn(label, format="accounting")
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DatetimeColumn(label, format="YYYY-MM-DD HH:mm")
    return st.column_config.Column(label)
