"""A/B test: which version did better, whether that can be told, and how many people a test needs."""

from insight.analysis.ab_test import ANALYSIS, AbTestParams, ab_test
from insight.charts.ab_test.versions import needed_picture, versions_picture
from insight.i18n import _
from insight.ui.ab_test.controls import pick_arm, pick_test
from insight.ui.ab_test.tables import show_pairs, show_plan
from insight.ui.kit import state
from insight.ui.kit.below import below
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar

with page(ANALYSIS) as warehouse:
    day = as_of(warehouse)
    params = AbTestParams(as_of=day, currency=currency(warehouse), **pick_test(warehouse, day))
    result = analyse(ab_test, warehouse, params)
    found = result.findings()
    show_verdict(found)

    if result.arms.empty:
        show_picture(needed_picture(result, state.language()), key="needed")
    else:
        show_picture(
            versions_picture(result, state.language(), state.recall("versions")),
            key="versions_picture",
            chooses="versions",
        )
    if result.compared is not None:
        segment_bar(warehouse, lambda: pick_arm(result), key="versions")
        finding_people(warehouse, result, found)
    tabs = {_("All findings"): lambda: show_findings(found)}
    if len(result.arms):
        tabs = {
            _("Versions against each other"): lambda: show_pairs(result),
            _("What a test would need"): lambda: show_plan(result),
        } | tabs
    below(tabs | {_("How is this computed?"): lambda: show_method(result.method(), params)}, key="ab_test_below")
