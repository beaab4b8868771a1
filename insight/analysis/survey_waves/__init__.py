"""What has moved between two waves of a survey, and the score of several surveys together."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.survey_waves.params import SurveyWavesParams
from insight.analysis.survey_waves.result import SurveyWavesResult
from insight.analysis.survey_waves.run import survey_waves
from insight.i18n import _

ANALYSIS = Analysis(
    name="survey_waves",
    params=SurveyWavesParams,
    run=survey_waves,
    title=_("Survey waves"),
    question=_("What has moved since the last time we asked?"),
    group="understand",
    needs=Needs(tables=("survey_answers",)),
)

__all__ = ["ANALYSIS", "SurveyWavesParams", "SurveyWavesResult", "survey_waves"]
