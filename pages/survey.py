"""Surveys: what people say, who says it, and which groups answer differently."""

from insight.analysis.survey import ANALYSIS, SurveyParams, survey
from insight.charts.survey.answers import question_bars
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar
from insight.ui.survey.by_group import show_by_group
from insight.ui.survey.controls import pick_answer, pick_question, pick_survey, survey_in_words
from insight.ui.survey.drivers import show_drivers
from insight.ui.survey.tables import show_options, show_questions, show_quotes
from insight.ui.survey.value import show_value
from insight.ui.survey.waves import show_waves

with page(ANALYSIS) as warehouse:
    with folded(survey_in_words(warehouse), key="survey_rules"):
        params = SurveyParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_survey(warehouse))
    result = analyse(survey, warehouse, params)
    found, picked = result.findings(), state.recall("survey_answer")
    show_verdict(found)

    question = pick_question(result)
    tabs = {}
    if question is not None:
        show_picture(
            question_bars(result, question, state.language(), picked), key="survey_bars", chooses="survey_answer"
        )
        segment_bar(warehouse, lambda: pick_answer(result, question), key="survey_answer")
        tabs = {
            _("Who answers differently"): lambda: show_by_group(warehouse, params, result, question),
            _("What matters most"): lambda: show_drivers(warehouse, params, result),
            _("Worth most"): lambda: show_value(warehouse, params, result, question),
            _("Numbers"): lambda: show_options(result, question),
        }
    finding_people(warehouse, result, found)
    below(
        tabs
        | {
            _("Since the last time"): lambda: show_waves(warehouse, params, result),
            _("All questions"): lambda: show_questions(warehouse, params, result),
            _("In their own words"): lambda: show_quotes(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="survey_below",
    )
