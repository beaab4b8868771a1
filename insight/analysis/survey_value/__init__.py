"""Which of the offered benefits is worth most: by what those who want it spend."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.survey_value.params import SurveyValueParams
from insight.analysis.survey_value.result import SurveyValueResult
from insight.analysis.survey_value.run import survey_value
from insight.i18n import _

ANALYSIS = Analysis(
    name="survey_value",
    params=SurveyValueParams,
    run=survey_value,
    title=_("Wishes by value"),
    question=_("Whose wish is worth most to us?"),
    group="understand",
    needs=Needs(tables=("survey_answers", "orders"), better=(("survey_responses", "customer_id"),)),
)

__all__ = ["ANALYSIS", "SurveyValueParams", "SurveyValueResult", "survey_value"]
