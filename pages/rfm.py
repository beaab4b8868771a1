"""Recency, frequency, monetary value: who is who, and the list of anybody."""

import streamlit as st

from insight.analysis.rfm import ANALYSIS, RfmParams, rfm
from insight.charts.rfm.grid import rfm_crosstab, rfm_grid, rfm_groups
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import segment_bar
from insight.ui.rfm.controls import pick_cell, pick_cuts, pick_group, pick_measure
from insight.ui.rfm.sandbox import show_sandbox
from insight.ui.rfm.setups import pick_setup
from insight.ui.rfm.tables import scores_of, show_boundaries, show_groups, show_left_out

with page(ANALYSIS) as warehouse:
    language = state.language()
    params = RfmParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_cuts())
    pick_setup(warehouse, params)
    result = analyse(rfm, warehouse, params)
    show_findings(result.findings())

    grid = rfm_grid(result, language, pick_measure(), state.recall("cell"))
    show_picture(grid, key="rfm_grid", chooses="cell")
    segment_bar(warehouse, lambda: pick_cell(result), key="cell", more=lambda: scores_of(warehouse, params))
    show_left_out(result)

    st.subheader(say(_("The same people by name, in two schemes")), anchor=False)
    group = state.recall("group")
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(rfm_groups(result, "eight", language, group), key="rfm_eight", chooses="group")
    with right:
        show_picture(rfm_groups(result, "eleven", language, group), key="rfm_eleven", chooses="group")
    segment_bar(warehouse, lambda: pick_group(result), key="group", more=lambda: scores_of(warehouse, params))
    show_picture(rfm_crosstab(result, language, group), key="rfm_crosstab", chooses="group")
    show_groups(result)
    show_boundaries(result)
    show_sandbox(warehouse, result)
    show_method(result.method(), params)
