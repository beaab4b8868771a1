"""Who will order next and who will leave: one of the two views of the predictions page."""

import streamlit as st

from insight.analysis.predict import PredictParams, PredictResult, predict, reasons
from insight.charts.predict.people import chance_bands, chances_came
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.language import say
from insight.ui.kit.method import show_method
from insight.ui.kit.parameters import at_hand, pick
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar
from insight.ui.predict.tables import show_drivers, show_tenths, show_trial
from insight.warehouse import DuckWarehouse

_AHEAD = "order_days"


def show_orders(warehouse: DuckWarehouse) -> None:
    """Verdict, the chances beside what came of such chances, the people."""
    with folded(say(_("{days} days ahead", days=at_hand(PredictParams, "horizon_days", key=_AHEAD))), key="chances"):
        ahead = pick(PredictParams, "horizon_days", key=_AHEAD, width=150)
    params = PredictParams(as_of=as_of(warehouse), currency=currency(warehouse), horizon_days=ahead)
    result = analyse(predict, warehouse, params)
    found, language = result.findings(), state.language()
    show_verdict(found)

    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(chance_bands(result, language, state.recall("chance")), key="chance_bands", chooses="chance")
    with right:
        show_picture(chances_came(result, language), key="chances_came")
    _people(warehouse, result)
    finding_people(warehouse, result, found)
    below(
        {
            _("Did such chances come true?"): lambda: show_trial(result),
            _("What moves chances"): lambda: show_drivers(result),
            _("Ten groups"): lambda: show_tenths(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="chances_below",
    )


def _people(warehouse: DuckWarehouse, result: PredictResult) -> None:
    """A list of them says of each the chance, and what moved it."""
    language = state.language()
    chosen: list[Segment] = []

    def choose() -> Segment | None:
        hint = _("Click a bar, or choose people here")
        segment = pick_people(result, _("Whose list"), key="chance", hint=hint)
        chosen.extend([segment] if segment else [])
        return segment

    segment_bar(warehouse, choose, key="chance", more=lambda: reasons(warehouse, result, chosen[0], language))
