"""How soon people buy again after each purchase, and what they bring over time."""

import streamlit as st

from insight.analysis.repurchase import ANALYSIS, RepurchaseParams, repurchase
from insight.charts.repurchase.curves import revenue_curves, waiting_curves, within_bars
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
from insight.ui.repurchase.parts import (
    pick_cohort,
    pick_people_and_days,
    pick_waiting,
    show_waiting,
    show_within,
    show_worth,
)

with page(ANALYSIS) as warehouse:
    language = state.language()
    params = RepurchaseParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_people_and_days())
    result = analyse(repurchase, warehouse, params)
    show_findings(result.findings())

    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(waiting_curves(result, language), key="waiting_curves")
    with right:
        show_picture(within_bars(result, language, state.recall("again_step")), key="within_bars", chooses="again_step")
    segment_bar(warehouse, lambda: pick_waiting(result), key="again_step")
    show_waiting(result)
    show_within(result)

    st.subheader(say(_("What a person brings over time")), anchor=False)
    revenue = revenue_curves(result, language, state.recall("again_cohort"))
    show_picture(revenue, key="revenue_curves", chooses="again_cohort")
    segment_bar(warehouse, lambda: pick_cohort(result), key="again_cohort")
    show_worth(result)
    show_method(result.method(), params)
