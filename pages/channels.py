"""Channels: which of them bring people who stay and buy, and who these people are."""

import streamlit as st

from insight.analysis.channels import ANALYSIS, ChannelsParams, channels
from insight.charts.channels.bars import channel_bars
from insight.i18n import _
from insight.ui.channels.controls import choices_in_words, pick_days, pick_people, pick_rule
from insight.ui.channels.journeys import show_journeys
from insight.ui.channels.tables import show_measures, show_missing, show_overlap, show_rules
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar

with page(ANALYSIS) as warehouse:
    with folded(choices_in_words(), key="channel_rules"), st.container(horizontal=True, vertical_alignment="bottom"):
        rule, days = pick_rule(), pick_days()
    params = ChannelsParams(as_of=as_of(warehouse), currency=currency(warehouse), rule=rule)
    result = analyse(channels, warehouse, params)
    found = result.findings()
    show_verdict(found)

    picked = state.recall("channel_people")
    show_picture(channel_bars(result, days, state.language(), picked), key="channel_bars", chooses="channel_people")
    segment_bar(warehouse, lambda: pick_people(result), key="channel_people")
    finding_people(warehouse, result, found)
    below(
        {
            _("All measures"): lambda: show_measures(result),
            _("Known to several channels"): lambda: show_overlap(result),
            _("Journeys across channels"): lambda: show_journeys(warehouse, params),
            _("First, last or linear"): lambda: show_rules(result),
            _("What cannot be measured"): lambda: show_missing(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="channels_below",
    )
