"""Paths: where people go from an event, where they stop, and the list of anybody."""

from insight.analysis.paths import ANALYSIS, PathsParams, paths
from insight.charts.paths.sankey import path_sankey
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.paths.apart import show_apart
from insight.ui.paths.controls import chosen_mark, in_words, pick_paths, pick_people
from insight.ui.paths.tables import show_matrix, show_paths, show_ways
from insight.ui.people.bar import finding_people, segment_bar

with page(ANALYSIS) as warehouse:
    scope = {"as_of": as_of(warehouse), "currency": currency(warehouse)}
    plain = PathsParams(**scope)
    with folded(in_words(), key="paths_rules"):
        chosen = pick_paths(warehouse, plain)
    params = PathsParams(**scope, **chosen)
    result = analyse(paths, warehouse, params)
    found = result.findings()
    show_verdict(found)

    show_picture(path_sankey(result, state.language(), chosen_mark()), key="path_sankey", chooses="paths_people")
    segment_bar(warehouse, lambda: pick_people(result), key="paths_people")
    finding_people(warehouse, result, found)
    below(
        {
            _("Most common ways"): lambda: show_paths(result),
            _("Difference of two groups"): lambda: show_apart(warehouse, params),
            _("What follows what"): lambda: show_matrix(result),
            _("All ways of the picture"): lambda: show_ways(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="paths_below",
    )
