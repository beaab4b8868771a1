"""The same people by name, in two schemes, and how the schemes meet."""

import streamlit as st

from insight.analysis.rfm import RfmParams, RfmResult
from insight.charts.rfm.grid import rfm_crosstab, rfm_groups
from insight.ui.kit import state
from insight.ui.kit.picture import show_picture
from insight.ui.people.bar import segment_bar
from insight.ui.rfm.controls import pick_group
from insight.ui.rfm.tables import scores_of
from insight.warehouse import DuckWarehouse


def show_both_schemes(warehouse: DuckWarehouse, result: RfmResult, params: RfmParams) -> None:
    """Shares of people and of revenue by the eleven groups and the eight classes; where both meet."""
    language, group = state.language(), state.recall("group")
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(rfm_groups(result, "eleven", language, group), key="rfm_eleven", chooses="group")
    with right:
        show_picture(rfm_groups(result, "eight", language, group), key="rfm_eight", chooses="group")
    segment_bar(warehouse, lambda: pick_group(result), key="group", more=lambda: scores_of(warehouse, params))
    show_picture(rfm_crosstab(result, language, group), key="rfm_crosstab", chooses="group")
