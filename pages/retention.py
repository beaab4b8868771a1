"""Cohorts: who of those who were won comes back, period by period, and who does not."""

import streamlit as st

from insight.analysis.retention import ANALYSIS, RetentionParams, retention
from insight.charts.retention.groups import value_curves, won_rates
from insight.charts.retention.matrix import retention_curves, retention_matrix
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
from insight.ui.retention.controls import pick_display, pick_question
from insight.ui.retention.tables import pick_cell, pick_value, pick_won, show_formula, show_left_out, show_tables

with page(ANALYSIS) as warehouse:
    language, cell = state.language(), state.recall("cohort_cell")
    params = RetentionParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_question(warehouse))
    result = analyse(retention, warehouse, params)
    show_findings(result.findings())

    measure, average = pick_display(params.returns)
    matrix = retention_matrix(result, language, measure, average, cell)
    show_picture(matrix, key="retention_matrix", chooses="cohort_cell")
    show_formula(result, average)
    segment_bar(warehouse, lambda: pick_cell(result), key="cohort_cell")
    show_left_out(result)

    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(retention_curves(result, language, cell), key="retention_curves", chooses="cohort_cell")
    with right:
        show_picture(won_rates(result, language, state.recall("cohort_won")), key="won_rates", chooses="cohort_won")
    segment_bar(warehouse, lambda: pick_won(result), key="cohort_won")

    if params.breakdown is not None:
        st.subheader(say(_("By group")), anchor=False)
        show_picture(
            value_curves(result, language, state.recall("cohort_value")), key="value_curves", chooses="cohort_value"
        )
        segment_bar(warehouse, lambda: pick_value(result), key="cohort_value")
    show_tables(result)
    show_method(result.method(), params)
