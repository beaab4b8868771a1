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
from insight.ui.kit.language import say
from insight.ui.kit.picture import pick_one, show_picture
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
    words = {
        (row["driver"],): say(_("Low marks for “{driver}”", driver=row["text"]))
        for row in result.drivers.to_dict("records")
    }
    cell = pick_one(_("Whose list"), words, key="driver", hint=_("Click a point, or choose here"))
    return None if cell is None else result.segment(driver=cell[0])
