"""Who a group of people are, against everybody: card, portrait, sheet, and whether it still holds."""

from insight.analysis.personas import ANALYSIS, PersonasParams, personas
from insight.i18n import _
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar
from insight.ui.personas.cards import show_cards, show_evaluation, show_main_picture, show_moved, show_traits
from insight.ui.personas.controls import groups_in_words, pick_groups, pick_people
from insight.ui.personas.keeping import show_keeping, show_sheet

with page(ANALYSIS) as warehouse:
    with folded(groups_in_words(warehouse), key="persona_question"):
        params = PersonasParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_groups(warehouse))
    result = analyse(personas, warehouse, params)
    found = result.findings()
    show_verdict(found)

    show_main_picture(result)
    segment_bar(warehouse, lambda: pick_people(result), key="clause")
    finding_people(warehouse, result, found)
    below(
        {
            _("Card"): lambda: show_cards(result),
            _("Positioning sheet"): lambda: show_sheet(warehouse, result),
            _("What moved"): lambda: show_moved(warehouse, params),
            _("Did it hold?"): lambda: show_evaluation(warehouse, params),
            _("Keep"): lambda: show_keeping(warehouse, result),
            _("Traits"): lambda: show_traits(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="personas_below",
    )
