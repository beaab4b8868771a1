"""What customers are worth: one of the two views of the predictions page."""

import streamlit as st

from insight.analysis.clv import ClvParams, clv
from insight.charts.clv.people import alive_bands, silence_curve, value_tenths
from insight.i18n import _
from insight.ui.clv.controls import forecast_in_words, pick_forecast, pick_people
from insight.ui.clv.tables import show_exam, show_forecast, show_parameters, worth_of
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar
from insight.warehouse import DuckWarehouse


def show_worth(warehouse: DuckWarehouse) -> None:
    """Verdict, expected money beside the chance to be still a customer, the people."""
    with folded(forecast_in_words(), key="forecast"):
        params = ClvParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_forecast())
    result = analyse(clv, warehouse, params)
    found, language, chosen = result.findings(), state.language(), state.recall("value")
    show_verdict(found)

    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(value_tenths(result, language, chosen), key="value_tenths", chooses="value")
    with right:
        show_picture(alive_bands(result, language, chosen), key="alive_bands", chooses="value")
    # Everybody's numbers: a list takes those of its people.
    segment_bar(
        warehouse,
        lambda: pick_people(result),
        key="value",
        more=lambda: worth_of(warehouse, result.segment(decile=1)),
    )
    finding_people(warehouse, result, found)
    below(
        {
            _("Did it hold?"): lambda: show_exam(result),
            _("What is to come"): lambda: show_forecast(result),
            _("Silence"): lambda: show_picture(silence_curve(result, language), key="silence"),
            _("Parameters"): lambda: show_parameters(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="clv_below",
    )
