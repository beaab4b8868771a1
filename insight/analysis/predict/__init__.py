"""Who will order within the next days, and who will leave: chances that were tried on the past, person by person."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.predict.features import TITLES
from insight.analysis.predict.params import PredictParams
from insight.analysis.predict.reasons import reasons
from insight.analysis.predict.result import PredictResult
from insight.analysis.predict.run import predict
from insight.analysis.predict.words import MODELS, OUTLOOKS
from insight.i18n import _

ANALYSIS = Analysis(
    name="predict",
    params=PredictParams,
    run=predict,
    title=_("Chances to order"),
    question=_("Who will order next, and who will leave?"),
    group="understand",
    icon="",
    needs=Needs(better=(("orders", "customer_id"), ("orders", "paid_amount"))),
    reasons=reasons,
)

__all__ = ["ANALYSIS", "MODELS", "OUTLOOKS", "TITLES", "PredictParams", "PredictResult", "predict", "reasons"]
