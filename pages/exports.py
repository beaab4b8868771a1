"""What left the house and by which right; who may be contacted; lists that come back."""

from insight.analysis.consent import ConsentParams, consent
from insight.charts.consent.pictures import consent_bars
from insight.i18n import _
from insight.ui.exports.consent import pick_consent, show_against, show_months, show_words
from insight.ui.exports.log import show_log
from insight.ui.exports.notes import show_kept_notes
from insight.ui.exports.questions import show_questions
from insight.ui.exports.returned import take_returned
from insight.ui.kit import state
from insight.ui.kit.below import below
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.pages import EXPORTS
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar

with page(EXPORTS) as warehouse:
    params = ConsentParams(as_of=as_of(warehouse), currency=currency(warehouse))
    result = analyse(consent, warehouse, params)
    found = result.findings()
    show_verdict(found)
    show_questions(warehouse)

    bars = consent_bars(result, state.language(), state.recall("consent"))
    show_picture(bars, key="consent_bars", chooses="consent")
    segment_bar(warehouse, lambda: pick_consent(result), key="consent")
    finding_people(warehouse, result, found)
    below(
        {
            _("Lists that left"): lambda: show_log(warehouse),
            _("A list comes back"): lambda: (take_returned(warehouse), show_kept_notes(warehouse)),
            _("Month by month"): lambda: show_months(result),
            _("Campaigns and words"): lambda: (show_against(result), show_words(result)),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="exports_below",
    )
