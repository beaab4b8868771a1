"""Funnels: who goes on from step to step, who stops, who still has time, and the list of anybody."""

import streamlit as st

from insight.analysis.funnel import ANALYSIS, FunnelParams, funnel
from insight.charts.funnel.bars import funnel_bars
from insight.i18n import _
from insight.ui.funnel.apart import show_apart
from insight.ui.funnel.controls import in_words, pick_people, pick_rules
from insight.ui.funnel.saved import more, open_link, pick_saved, show_more
from insight.ui.funnel.steps import build_steps, offered, steps_at_hand
from insight.ui.funnel.tables import show_cards, show_groups, show_steps, show_times
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar

_CARDS = 3

with page(ANALYSIS) as warehouse:
    day = as_of(warehouse)
    open_link(warehouse)
    with folded(in_words(steps_at_hand(warehouse, day)), key="funnel_rules"):
        steps = build_steps(warehouse, day)
        rules = pick_rules(warehouse, steps, offered(warehouse, day)) | more()
        show_more(more())
        params = FunnelParams(as_of=day, currency=currency(warehouse), steps=steps, **rules)
        pick_saved(warehouse, params)
    result = analyse(funnel, warehouse, params)
    found = result.findings()
    show_verdict(found[:1])

    left, right = st.columns([0.68, 0.32], gap="medium")
    with left:
        show_picture(
            funnel_bars(result, state.language(), state.recall("funnel_part")), key="funnel_bars", chooses="funnel_part"
        )
    with right:
        show_cards(found[1 : 1 + _CARDS])
    segment_bar(warehouse, lambda: pick_people(result), key="funnel_part")
    finding_people(warehouse, result, found)
    below(
        {
            _("Steps and rates"): lambda: show_steps(result),
            _("Groups and periods"): lambda: show_groups(result),
            _("What sets those who go on apart"): lambda: show_apart(warehouse, params, result),
            _("How long it takes"): lambda: show_times(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="funnel_below",
    )
