"""The workspace at a glance."""

import streamlit as st

from insight.analysis.overview import ANALYSIS, OverviewParams, overview
from insight.charts.overview.pictures import channel_shares, months_revenue
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.overview.parts import pick_who, show_missing, show_months, show_totals
from insight.ui.overview.tiles import show_tiles
from insight.ui.overview.today import show_today
from insight.ui.people.bar import finding_people, segment_bar

with page(ANALYSIS) as warehouse:
    language, who = state.language(), state.recall("who")
    params = OverviewParams(as_of=as_of(warehouse), currency=currency(warehouse))
    result = analyse(overview, warehouse, params)
    found = result.findings()
    show_verdict(found)
    show_tiles(warehouse, result)

    left, right = st.columns((5, 3), gap="medium")
    with left:
        show_picture(months_revenue(result, language, who), key="months_revenue", chooses="who")
        segment_bar(warehouse, lambda: pick_who(result), key="who")
    today = right.container(gap="small")
    finding_people(warehouse, result, found)
    below(
        {
            _("Channels"): lambda: show_picture(channel_shares(result, language, who), key="channels", chooses="who"),
            _("Month by month"): lambda: show_months(result),
            _("Since the beginning"): lambda: show_totals(result),
            _("What is missing"): lambda: show_missing(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="overview_below",
    )
    with today:
        show_today(warehouse)
