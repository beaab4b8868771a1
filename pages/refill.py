"""Refills: who runs out of what on which day, and the list of them."""

import streamlit as st

from insight.analysis.refill import ANALYSIS, RefillParams, refill
from insight.charts.refill.due import due_goods, refill_calendar
from insight.charts.refill.rhythms import rhythm_gaps, rhythm_spans
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.refill.controls import pick_item, pick_level, pick_look_back, pick_rhythm
from insight.ui.refill.tables import people_bar, show_due, show_read, show_rhythms

with page(ANALYSIS) as warehouse:
    language, chosen = state.language(), state.recall("refills")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        level, look_back = pick_level(), pick_look_back()
    params = RefillParams(as_of=as_of(warehouse), currency=currency(warehouse), level=level, look_back_days=look_back)
    result = analyse(refill, warehouse, params)
    show_findings(result.findings())

    item = pick_item(result)
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(refill_calendar(result, language, item, chosen), key="refill_calendar", chooses="refills")
    with right:
        show_picture(due_goods(result, language, chosen), key="due_goods", chooses="refills")
    people_bar(warehouse, result, item)
    show_due(result)

    st.subheader(say(_("How long products last, and how sure that is")), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(rhythm_spans(result, language), key="rhythm_spans", chooses="rhythm")
    with right:
        good = pick_rhythm(result)
        if good is not None:
            show_picture(rhythm_gaps(result, good, language), key="rhythm_gaps")
    show_read(result)
    show_rhythms(result)
    show_method(result.method(), params)
