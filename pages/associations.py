"""Goes together: what is bought with what, and whom to offer the second product."""

import streamlit as st

from insight.analysis.associations import ANALYSIS, AssociationsParams, associations
from insight.charts.associations.rules import network, offers
from insight.i18n import _
from insight.ui.associations.controls import baskets_in_words, pick_baskets, pick_rule
from insight.ui.associations.tables import show_bundles, show_goods, show_rules
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
    with folded(baskets_in_words(), key="baskets"):
        params = AssociationsParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_baskets())
    result = analyse(associations, warehouse, params)
    found, language = result.findings(), state.language()
    show_verdict(found)

    left, right = st.columns([6, 5], gap="medium")
    with left:
        show_picture(offers(result, language, state.recall("rule")), key="rule_offers", chooses="rule")
    with right:
        show_picture(network(result, language), key="rule_network", chooses="rule")
    segment_bar(warehouse, lambda: pick_rule(result), key="rule")
    finding_people(warehouse, result, found)
    below(
        {
            _("All rules"): lambda: show_rules(result),
            _("Bundles"): lambda: show_bundles(result),
            _("Products"): lambda: show_goods(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="associations_below",
    )
