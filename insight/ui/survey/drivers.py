"""What matters most to the score, below the answers."""

import streamlit as st

from insight.analysis.key_drivers import KeyDriversParams, KeyDriversResult, key_drivers
from insight.analysis.survey import SurveyParams, SurveyResult
from insight.charts.survey.drivers import driver_map
from insight.errors import InsightError
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people
from insight.ui.kit.picture import show_picture
from insight.ui.people.bar import segment_bar
from insight.ui.survey.controls import same_survey
from insight.warehouse import DuckWarehouse


def show_drivers(warehouse: DuckWarehouse, params: SurveyParams, told: SurveyResult) -> None:
    """The map of what matters and how it is marked, and who gives low marks."""
    try:
        result = analyse(key_drivers, warehouse, KeyDriversParams(**same_survey(params, told)))
    except InsightError as error:
        st.info(error.render(state.language()))
        return
    picked = state.recall("driver")
    show_picture(driver_map(result, state.language(), picked), key="driver_map", chooses="driver")
    segment_bar(warehouse, lambda: _pick(result), key="driver")


def _pick(result: KeyDriversResult) -> Segment | None:
    return pick_people(result, _("Whose list"), key="driver", hint=_("Click a point, or choose here"))
