"""Campaign judge: what a campaign did that would not have happened without it, and who was compared."""

from insight.analysis.judge import ANALYSIS, JudgeParams, judge
from insight.charts.judge.curves import verdict_picture
from insight.i18n import _
from insight.ui.judge.before_after import show_before_after
from insight.ui.judge.controls import judged_in_words, pick_judged, pick_side
from insight.ui.judge.tables import show_checks, show_comparisons, show_groups
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
    day = as_of(warehouse)
    with folded(judged_in_words(warehouse), key="judged_filters"):
        params = JudgeParams(as_of=day, currency=currency(warehouse), **pick_judged(warehouse, day))
    result = analyse(judge, warehouse, params)
    found = result.findings()
    show_verdict(found)

    show_picture(
        verdict_picture(result, state.language(), state.recall("sides")), key="verdict_picture", chooses="sides"
    )
    segment_bar(warehouse, lambda: pick_side(result), key="sides")
    finding_people(warehouse, result, found)
    below(
        {
            _("All comparisons"): lambda: show_comparisons(result),
            _("Who responded most"): lambda: show_groups(warehouse, result),
            _("Before and after"): lambda: show_before_after(warehouse, result),
            _("Checks"): lambda: show_checks(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="judge_below",
    )
