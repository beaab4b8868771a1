"""The workspace at a glance."""

import streamlit as st

from insight.analysis.overview import ANALYSIS, OverviewParams, overview
from insight.charts.overview.pictures import channel_shares, months_people, months_revenue
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.overview.parts import pick_who, show_missing, show_months, show_totals
from insight.ui.people.bar import segment_bar

with page(ANALYSIS) as warehouse:
    language, who = state.language(), state.recall("who")
    params = OverviewParams(as_of=as_of(warehouse), currency=currency(warehouse))
    result = analyse(overview, warehouse, params)
    show_totals(result)
    show_findings(result.findings())

    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(months_people(result, language, who), key="months_people", chooses="who")
    with right:
        show_picture(months_revenue(result, language, who), key="months_revenue", chooses="who")
    show_picture(channel_shares(result, language, who), key="channels", chooses="who")
    segment_bar(warehouse, lambda: pick_who(result), key="who")
    show_months(result)
    show_missing(result)
    show_method(result.method(), params)
