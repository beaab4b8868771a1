"""The customers' lives: who is at which stage, who moved, who slips, and the list of anybody."""

import streamlit as st

from insight.analysis.lifecycle import ANALYSIS, LifecycleParams, lifecycle
from insight.charts.lifecycle.cells import flow_grid, label_grid
from insight.charts.lifecycle.gaps import gap_curve
from insight.charts.lifecycle.pulse import movements, pulse_line
from insight.charts.lifecycle.stages import stage_bars, stage_months
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.lifecycle.controls import pick_by_category, pick_limits, pick_month, pick_people
from insight.ui.lifecycle.tables import show_categories, show_limits, show_stages, stages_of
from insight.ui.people.bar import segment_bar

with page(ANALYSIS) as warehouse:
    language, chosen = state.language(), state.recall("lives")
    by_category = bool(state.recall("by_category"))
    scope = {"as_of": as_of(warehouse), "currency": currency(warehouse), "by_category": by_category}
    params = LifecycleParams(**scope, **pick_limits())
    result = analyse(lifecycle, warehouse, params)
    show_findings(result.findings())

    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(stage_bars(result, language, chosen), key="stages", chooses="lives")
    with right:
        show_picture(stage_months(result, language, chosen), key="stage_months", chooses="lives")
    month = pick_month(result)
    show_picture(flow_grid(result, month, language, chosen), key="flows", chooses="lives")
    segment_bar(
        warehouse, lambda: pick_people(result, month), key="lives", more=lambda: stages_of(warehouse, result, language)
    )

    st.subheader(say(_("Does the active base grow?")), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(movements(result, language, chosen), key="movements", chooses="lives")
    with right:
        show_picture(pulse_line(result, language, chosen), key="pulse", chooses="lives")
    st.subheader(say(_("Where the limits stand, and why")), anchor=False)
    show_picture(gap_curve(result, language), key="gap_curve")
    show_limits(result)
    pick_by_category()
    show_categories(result)
    show_picture(label_grid(result, language, chosen), key="labels", chooses="lives")
    show_stages(result)
    show_method(result.method(), params)
