"""Recency, frequency, monetary value: who is who, and the list of anybody."""

from insight.analysis.rfm import ANALYSIS, RfmParams, rfm
from insight.charts.rfm.grid import rfm_grid
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar
from insight.ui.rfm.advice import show_advice
from insight.ui.rfm.controls import cuts_in_words, pick_cell, pick_cuts, pick_measure
from insight.ui.rfm.groups import show_both_schemes
from insight.ui.rfm.sandbox import show_sandbox
from insight.ui.rfm.setups import pick_setup
from insight.ui.rfm.tables import scores_of, show_boundaries, show_groups, show_left_out

with page(ANALYSIS) as warehouse:
    with folded(cuts_in_words(), key="cuts"):
        params = RfmParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_cuts())
        pick_setup(warehouse, params)
    result = analyse(rfm, warehouse, params)
    found = result.findings()
    show_verdict(found)

    show_picture(
        rfm_grid(result, state.language(), pick_measure(), state.recall("cell")), key="rfm_grid", chooses="cell"
    )
    segment_bar(warehouse, lambda: pick_cell(result), key="cell", more=lambda: scores_of(warehouse, params))
    finding_people(warehouse, result, found)
    below(
        {
            _("By name"): lambda: show_both_schemes(warehouse, result, params),
            _("What to do"): lambda: show_advice(warehouse, result, params),
            _("Groups and limits"): lambda: (show_groups(result), show_boundaries(result), show_left_out(result)),
            _("Try other limits"): lambda: show_sandbox(warehouse, result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="rfm_below",
    )
