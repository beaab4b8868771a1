"""A question by groups, below the answers."""

import streamlit as st

from insight.analysis.crosstab import CrosstabParams, crosstab
from insight.analysis.survey import SurveyParams, SurveyResult
from insight.charts.survey.crosstab import crosstab_cells
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.language import say
from insight.ui.kit.picture import show_picture
from insight.ui.people.bar import segment_bar
from insight.ui.survey.controls import pick_cell, pick_groups, same_survey
from insight.ui.survey.tables import show_tests
from insight.warehouse import DuckWarehouse


def show_by_group(warehouse: DuckWarehouse, params: SurveyParams, told: SurveyResult, question: str) -> None:
    """Choose what to compare by, see the cells, open their people."""
    item, by = pick_groups(warehouse, told, question)
    asked = CrosstabParams(question=item or question, by=by, **same_survey(params, told))
    try:
        result = analyse(crosstab, warehouse, asked)
    except NotEnoughDataError as error:
        st.info(error.render(state.language()))
        return
    picked = state.recall("crosstab_cell")
    show_picture(crosstab_cells(result, state.language(), picked), key="crosstab_cells", chooses="crosstab_cell")
    segment_bar(warehouse, lambda: pick_cell(result), key="crosstab_cell")
    for finding in result.findings()[1:]:
        st.caption(say(finding.text))
    with st.expander(say(_("Statistics in detail"))):
        show_tests(result)
