"""Refills: who is due to buy what again on which day, and the list of them."""

import streamlit as st

from insight.analysis.refill import ANALYSIS, RefillParams, refill
from insight.charts.refill.due import due_goods
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people
from insight.ui.refill.controls import choices_in_words, item_at_hand, pick_level, pick_look_back
from insight.ui.refill.parts import show_calendar, show_rhythm_pictures
from insight.ui.refill.tables import people_bar, show_due

with page(ANALYSIS) as warehouse:
    language, chosen = state.language(), state.recall("refills")
    with folded(choices_in_words(), key="looked_at"), st.container(horizontal=True, vertical_alignment="bottom"):
        level, look_back = pick_level(), pick_look_back()
    params = RefillParams(as_of=as_of(warehouse), currency=currency(warehouse), level=level, look_back_days=look_back)
    result = analyse(refill, warehouse, params)
    found = result.findings()
    show_verdict(found)

    show_picture(due_goods(result, language, chosen), key="due_goods", chooses="refills")
    people_bar(warehouse, result, item_at_hand(result))
    finding_people(warehouse, result, found)
    below(
        {
            _("Day by day"): lambda: show_calendar(result, language, chosen),
            _("How long products last"): lambda: show_rhythm_pictures(result, language),
            _("All products as a table"): lambda: show_due(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="refill_below",
    )
