"""The customers' lives: who is at which stage, who moved, who slips, and the list of anybody."""

from insight.analysis.lifecycle import ANALYSIS, LifecycleParams, lifecycle
from insight.charts.lifecycle.stages import stage_bars, stage_months
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.lifecycle.controls import limits_in_words, month_at_hand, pick_limits, pick_people
from insight.ui.lifecycle.parts import show_flows, show_growth, show_labels, show_why
from insight.ui.lifecycle.tables import show_stages, stages_of
from insight.ui.people.bar import finding_people, segment_bar

with page(ANALYSIS) as warehouse:
    language, chosen = state.language(), state.recall("lives")
    by_category = bool(state.recall("by_category"))
    scope = {"as_of": as_of(warehouse), "currency": currency(warehouse), "by_category": by_category}
    with folded(limits_in_words(), key="limits_in_force"):
        params = LifecycleParams(**scope, **pick_limits())
    result = analyse(lifecycle, warehouse, params)
    found = result.findings()
    show_verdict(found)

    show_picture(stage_bars(result, language, chosen), key="stages", chooses="lives")
    segment_bar(
        warehouse,
        lambda: pick_people(result, month_at_hand(result)),
        key="lives",
        more=lambda: stages_of(warehouse, result, language),
    )
    finding_people(warehouse, result, found)
    below(
        {
            _("Month by month"): lambda: show_picture(
                stage_months(result, language, chosen), key="stage_months", chooses="lives"
            ),
            _("From stage to stage"): lambda: show_flows(result, language, chosen),
            _("Growing or shrinking"): lambda: show_growth(result, language, chosen),
            _("How often, how lately"): lambda: show_labels(result, language, chosen),
            _("The limits"): lambda: show_why(result, language),
            _("The stages"): lambda: show_stages(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="lifecycle_below",
    )
