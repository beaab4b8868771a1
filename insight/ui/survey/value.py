"""Wishes by value, below the answers."""

import streamlit as st

from insight.analysis.survey import SurveyParams, SurveyResult
from insight.analysis.survey_value import SurveyValueParams, SurveyValueResult, survey_value
from insight.charts.survey.value import value_bars
from insight.errors import InsightError
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people
from insight.ui.kit.findings import show_findings
from insight.ui.kit.picture import show_picture
from insight.ui.people.bar import finding_people, segment_bar
from insight.ui.survey.controls import shortened
from insight.warehouse import DuckWarehouse

_KINDS = ("single", "multiple", "ranking")


def show_value(warehouse: DuckWarehouse, params: SurveyParams, told: SurveyResult, question: str) -> None:
    """The options of the question, or of the first that offers wishes, by what those who chose them spent."""
    chosen = question if any(each.key == question and each.kind in _KINDS for each in told.asked) else None
    asked = SurveyValueParams(
        as_of=params.as_of, currency=params.currency, survey=told.survey, question=chosen, kinds=params.kinds
    )
    try:
        result = analyse(survey_value, warehouse, asked)
    except InsightError as error:
        st.info(error.render(state.language()))
        return
    st.caption(shortened(result.text))
    found = result.findings()
    show_findings(found, key="value_findings")
    finding_people(warehouse, result, found, key="value_findings")
    picked = state.recall("wish")
    show_picture(value_bars(result, state.language(), picked), key="value_bars", chooses="wish")
    segment_bar(warehouse, lambda: _pick(result), key="wish")


def _pick(result: SurveyValueResult) -> Segment | None:
    return pick_people(result, _("Whose list"), key="wish", hint=_("Click a bar, or choose an answer here"))
