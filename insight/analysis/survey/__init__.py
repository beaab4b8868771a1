"""What people answered in a survey: every question with its base, shares, means and scores."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.survey.params import SurveyParams
from insight.analysis.survey.result import SurveyResult
from insight.analysis.survey.run import survey
from insight.i18n import _

ANALYSIS = Analysis(
    name="survey",
    params=SurveyParams,
    run=survey,
    title=_("Surveys"),
    question=_("What do our people say, and who says it?"),
    group="understand",
    icon="ballot",
    needs=Needs(tables=("survey_answers",), better=(("survey_responses", "customer_id"),)),
)

__all__ = ["ANALYSIS", "SurveyParams", "SurveyResult", "survey"]
