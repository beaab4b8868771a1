"""Which kinds of customers there are, if there are any, and the list of each."""

from insight.analysis.clusters import ANALYSIS, ClustersParams, clusters
from insight.charts.clusters.profile import cluster_profile
from insight.i18n import _
from insight.ui.clusters.controls import pick_group, pick_question, question_in_words
from insight.ui.clusters.parts import group_names, show_keeping, show_map, show_number, show_tables
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
    with folded(question_in_words(warehouse), key="group_question"):
        params = ClustersParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_question(warehouse))
    result = analyse(clusters, warehouse, params)
    found = result.findings()
    show_verdict(found)

    show_picture(cluster_profile(result, state.language(), state.recall("group")), key="profile", chooses="group")
    segment_bar(warehouse, lambda: pick_group(result), key="group", more=lambda: group_names(warehouse, result))
    finding_people(warehouse, result, found)
    below(
        {
            _("Map"): lambda: show_map(result),
            _("How many groups"): lambda: show_number(result),
            _("Names of the groups"): lambda: show_keeping(warehouse, result),
            _("Tables"): lambda: show_tables(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="clusters_below",
    )
