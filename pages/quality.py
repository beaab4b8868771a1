"""The state of the data: what to repair first, what that would change, and what is missing."""

import streamlit as st

from insight.analysis.quality import ANALYSIS, QualityParams, quality
from insight.charts.quality.pictures import quality_grid
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.quality.parts import show_repairs
from insight.ui.quality.rules import pick_area
from insight.ui.quality.tables import show_needs, show_tables

with page(ANALYSIS) as warehouse:
    language = state.language()
    params = QualityParams(as_of=as_of(warehouse), currency=currency(warehouse))
    with st.spinner(say(_("Checking every table …"))):
        result = analyse(quality, warehouse, params)
    found = result.findings()
    show_verdict(found)
    show_picture(quality_grid(result, language, state.recall("area")), key="quality_grid", chooses="area")
    area = pick_area(result)
    below(
        {
            _("What to repair first"): lambda: show_repairs(warehouse, result, area),
            _("What each page lacks"): lambda: show_needs(result),
            _("Tables and sources"): lambda: show_tables(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="quality_below",
    )
