"""How soon people buy again after each purchase, and what they bring over time."""

from insight.analysis.repurchase import ANALYSIS, RepurchaseParams, repurchase
from insight.charts.repurchase.curves import within_bars
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
from insight.ui.repurchase.parts import (
    pick_people_and_days,
    pick_waiting,
    question_in_words,
    show_groups,
    show_revenue,
    show_waiting,
    show_within,
)

with page(ANALYSIS) as warehouse:
    with folded(question_in_words(warehouse), key="repurchase_criteria"):
        params = RepurchaseParams(
            as_of=as_of(warehouse), currency=currency(warehouse), **pick_people_and_days(warehouse)
        )
    result = analyse(repurchase, warehouse, params)
    found = result.findings()
    show_verdict(found)

    bars = within_bars(result, state.language(), state.recall("again_step"))
    show_picture(bars, key="within_bars", chooses="again_step")
    segment_bar(warehouse, lambda: pick_waiting(result), key="again_step")
    finding_people(warehouse, result, found)
    groups = {} if params.trait is None else {_("By group"): lambda: show_groups(warehouse, result)}
    below(
        {
            **groups,
            _("What a person brings"): lambda: show_revenue(warehouse, result),
            _("How soon"): lambda: show_waiting(result),
            _("Tables"): lambda: show_within(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="repurchase_below",
    )
