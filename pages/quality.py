"""The state of the data: what holds, what does not, what that weakens, and what is missing."""

import streamlit as st

from insight.analysis.quality import ANALYSIS, QualityParams, quality
from insight.charts.quality.pictures import quality_grid, rule_over_time
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.quality.rows import show_people, show_rows
from insight.ui.quality.rules import describe_rule, pick_area, pick_rule, show_broken
from insight.ui.quality.tables import show_needs, show_tables

with page(ANALYSIS) as warehouse:
    language = state.language()
    params = QualityParams(as_of=as_of(warehouse), currency=currency(warehouse))
    with st.spinner(say(_("Checking every table …"))):
        result = analyse(quality, warehouse, params)
    show_findings(result.findings())
    show_picture(quality_grid(result, language, state.recall("area")), key="quality_grid", chooses="area")

    st.subheader(say(_("Rules that do not hold, the gravest first")), anchor=False)
    area = pick_area(result)
    show_broken(result, area)
    rule = pick_rule(result, area)
    if rule:
        describe_rule(result, rule)
        show_picture(rule_over_time(result, rule, language), key="rule_over_time")
        show_rows(warehouse, result, rule)
        show_people(warehouse, result, rule)
    show_needs(result)
    show_tables(result)
    show_method(result.method(), params)
