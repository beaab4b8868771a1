"""Key drivers: which marks go along with the score, and which of them are low."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.key_drivers.params import KeyDriversParams
from insight.analysis.key_drivers.result import KeyDriversResult
from insight.analysis.key_drivers.run import key_drivers
from insight.i18n import _

ANALYSIS = Analysis(
    name="key_drivers",
    params=KeyDriversParams,
    run=key_drivers,
    title=_("Key drivers"),
    question=_("What would make people recommend us?"),
    group="understand",
    needs=Needs(tables=("survey_answers",), better=(("survey_responses", "customer_id"),)),
)

__all__ = ["ANALYSIS", "KeyDriversParams", "KeyDriversResult", "key_drivers"]
