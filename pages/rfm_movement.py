"""Two days compared: who moved between the RFM groups, why, and how the groups have grown and shrunk."""

from insight.analysis.rfm_movement import ANALYSIS, movers, rfm_movement
from insight.charts.rfm_movement.flow import movement_matrix
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.people.bar import finding_people
from insight.ui.rfm.movement import (
    comparison_in_words,
    people_with_reasons,
    pick_comparison,
    pick_way,
    show_silent,
    show_stayed,
)
from insight.ui.rfm.over_time import show_over_time

with page(ANALYSIS) as warehouse:
    with folded(comparison_in_words(warehouse), key="comparison"):
        params, measure = pick_comparison(warehouse)
    result = analyse(rfm_movement, warehouse, params)
    found = result.findings()
    show_verdict(found)

    matrix = movement_matrix(result, state.language(), measure, state.recall("way"))
    show_picture(matrix, key="movement_matrix", chooses="way")
    people_with_reasons(warehouse, movers, params, lambda: pick_way(result), key="way")
    finding_people(warehouse, result, found)
    below(
        {
            _("Who fell silent"): lambda: show_silent(result),
            _("Who stayed"): lambda: show_stayed(result),
            _("Over the past year"): lambda: show_over_time(warehouse, result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="movement_below",
    )
