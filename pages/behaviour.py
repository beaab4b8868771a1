"""Behaviour: who comes when and on what, what they search for, and whether a visit leads to anything."""

import streamlit as st

from insight.analysis.behaviour import ANALYSIS, BehaviourParams, behaviour, visit_days
from insight.charts.behaviour.visits import visitor_days
from insight.i18n import _
from insight.ui.behaviour.tables import (
    pick_days,
    pick_people,
    show_changes,
    show_clicks,
    show_hours,
    show_pages,
    show_parts,
    show_reading,
    show_words,
)
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar

with page(ANALYSIS) as warehouse:
    with folded(say(_("Period, visits and goal")), key="behaviour_rules"):
        chosen = pick_days()
    params = BehaviourParams(as_of=as_of(warehouse), currency=currency(warehouse), **chosen)
    said_first = st.container()
    days = analyse(visit_days, warehouse, params)
    picked = state.recall("behaviour_people")
    show_picture(visitor_days(days, state.language(), picked), key="visitor_days", chooses="behaviour_people")

    result = analyse(behaviour, warehouse, params)
    found = result.findings()
    with said_first:
        show_verdict(found)
    segment_bar(warehouse, lambda: pick_people(result), key="behaviour_people")
    finding_people(warehouse, result, found)
    below(
        {
            _("Devices, channels, new and returning"): lambda: show_parts(result),
            _("What changed"): lambda: show_changes(result),
            _("Search words"): lambda: show_words(result),
            _("Pages"): lambda: show_pages(result),
            _("Reading"): lambda: show_reading(result),
            _("Clicks"): lambda: show_clicks(result),
            _("Hours and weekdays"): lambda: show_hours(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="behaviour_below",
    )
