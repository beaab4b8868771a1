"""Cohorts: who of those who were won comes back, period by period, and who does not."""

from insight.analysis.retention import ANALYSIS, RetentionParams, retention
from insight.charts.retention.matrix import retention_matrix
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar
from insight.ui.retention.controls import pick_display, pick_question, question_in_words
from insight.ui.retention.parts import show_computed, show_curves, show_groups, show_won
from insight.ui.retention.tables import pick_cell, show_left_out, show_tables

with page(ANALYSIS) as warehouse:
    language, cell = state.language(), state.recall("cohort_cell")
    with folded(question_in_words(warehouse), key="retention_criteria"):
        params = RetentionParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_question(warehouse))
        measure, average, rows = pick_display(params.returns)
    result = analyse(retention, warehouse, params)
    found = result.findings()
    show_verdict(found)

    matrix = retention_matrix(result, language, measure, average, cell, rows)
    show_picture(matrix, key="retention_matrix", chooses="cohort_cell")
    segment_bar(warehouse, lambda: pick_cell(result, rows), key="cohort_cell")
    finding_people(warehouse, result, found)
    show_left_out(result)
    groups = {} if params.breakdown is None else {_("By group"): lambda: show_groups(warehouse, result)}
    below(
        {
            _("Festivals and campaigns"): lambda: show_won(warehouse, result),
            **groups,
            _("Curves"): lambda: show_curves(result),
            _("Tables"): lambda: show_tables(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_computed(result, average),
        },
        key="retention_below",
    )
