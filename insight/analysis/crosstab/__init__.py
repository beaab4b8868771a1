"""A question of a survey by groups: shares with intervals, the right test, letters for which groups differ."""

from insight.analysis.crosstab.params import CrosstabParams
from insight.analysis.crosstab.result import CrosstabResult
from insight.analysis.crosstab.run import crosstab
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="crosstab",
    params=CrosstabParams,
    run=crosstab,
    title=_("Crosstab"),
    question=_("Who answers differently?"),
    group="understand",
    needs=Needs(tables=("survey_answers",), better=(("survey_responses", "customer_id"),)),
)

__all__ = ["ANALYSIS", "CrosstabParams", "CrosstabResult", "crosstab"]
