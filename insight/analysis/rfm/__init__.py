"""Recency, frequency and monetary value: one score each per buyer, and the names of the scores."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.rfm.labels import LABELS, reasons, scores
from insight.analysis.rfm.params import DEFAULT_AMOUNTS, DEFAULT_DAYS, DEFAULT_ORDERS, RfmParams
from insight.analysis.rfm.result import RfmResult
from insight.analysis.rfm.run import customers, rfm
from insight.analysis.rfm.statements import SCORES
from insight.analysis.rfm_core.names import EIGHT, ELEVEN, GROUPS
from insight.i18n import _

ANALYSIS = Analysis(
    name="rfm",
    params=RfmParams,
    run=rfm,
    title=_("RFM"),
    question=_("Who are my best customers, and who is slipping away?"),
    group="understand",
    icon="grid_on",
    needs=Needs(better=(("orders", "customer_id"), ("orders", "paid_amount"))),
    labels=LABELS,
    reasons=reasons,
    is_watched=True,
)

__all__ = [
    "ANALYSIS",
    "DEFAULT_AMOUNTS",
    "DEFAULT_DAYS",
    "DEFAULT_ORDERS",
    "EIGHT",
    "ELEVEN",
    "GROUPS",
    "LABELS",
    "SCORES",
    "RfmParams",
    "RfmResult",
    "customers",
    "rfm",
    "scores",
]
