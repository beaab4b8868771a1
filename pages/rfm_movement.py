"""Two days compared: who moved between the RFM groups, why, and how the groups have grown and shrunk."""

import streamlit as st

from insight.analysis.rfm_movement import ANALYSIS, movers, rfm_movement
from insight.charts.rfm_movement.flow import movement_matrix, movement_river
from insight.charts.rfm_movement.rates import silent_rates, stay_rates
from insight.charts.rfm_movement.ways import MEASURES
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.choices import choose
from insight.ui.kit.findings import show_findings
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.rfm.movement import people_with_reasons, pick_comparison, pick_way
from insight.ui.rfm.over_time import show_over_time

with page(ANALYSIS) as warehouse:
    language, params = state.language(), pick_comparison(warehouse)
    result = analyse(rfm_movement, warehouse, params)
    show_findings(result.findings())
    between, year = st.tabs(
        [say(_("Between the two days")), say(_("Over the past year"))], key="movement", on_change="rerun"
    )
    if between.open:
        with between:
            measure, way = choose(_("In each cell"), MEASURES, key="way_measure"), state.recall("way")
            show_picture(movement_matrix(result, language, measure, way), key="movement_matrix", chooses="way")
            people_with_reasons(warehouse, movers, params, lambda: pick_way(result), key="way")
            left, right = st.columns(2, gap="medium")
            with left:
                show_picture(silent_rates(result, language, way), key="silent_rates", chooses="way")
            with right:
                show_picture(stay_rates(result, language, way), key="stay_rates", chooses="way")
            show_picture(movement_river(result, language), key="movement_river")
    if year.open:
        with year:
            show_over_time(warehouse, result)
    show_method(result.method(), params)
