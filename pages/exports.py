"""What left the house and by which right; who may be contacted; lists that come back."""

import streamlit as st

from insight.analysis.consent import ConsentParams, consent
from insight.charts.consent.pictures import consent_bars, consent_months
from insight.i18n import _
from insight.ui.exports.consent import pick_consent, show_against, show_words
from insight.ui.exports.log import show_log
from insight.ui.exports.notes import show_kept_notes
from insight.ui.exports.questions import show_questions
from insight.ui.exports.returned import take_returned
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.pages import EXPORTS
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import segment_bar

with page(EXPORTS) as warehouse:
    language = state.language()
    params = ConsentParams(as_of=as_of(warehouse), currency=currency(warehouse))
    result = analyse(consent, warehouse, params)
    show_findings(result.findings())
    show_questions(warehouse)

    st.subheader(say(_("Lists that left")), anchor=False)
    show_log(warehouse)
    st.subheader(say(_("A list comes back")), anchor=False)
    take_returned(warehouse)
    show_kept_notes(warehouse)

    st.subheader(say(_("Who may be contacted for what")), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(consent_bars(result, language, state.recall("consent")), key="consent_bars", chooses="consent")
    with right:
        show_picture(consent_months(result, language), key="consent_months", chooses="consent")
    segment_bar(warehouse, lambda: pick_consent(result), key="consent")
    show_against(result)
    show_words(result)
    show_method(result.method(), params)
