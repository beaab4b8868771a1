"""Repurchase: how long people take from one purchase to the next, and what they bring over time."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.repurchase.cells import WITHIN_STATES
from insight.analysis.repurchase.findings import usual_days
from insight.analysis.repurchase.params import RepurchaseParams
from insight.analysis.repurchase.result import RepurchaseResult
from insight.analysis.repurchase.run import repurchase
from insight.analysis.repurchase.words import group_name
from insight.i18n import _

ANALYSIS = Analysis(
    name="repurchase",
    params=RepurchaseParams,
    run=repurchase,
    title=_("Repurchase"),
    question=_("How soon do people buy again, and what do they bring?"),
    group="understand",
    icon="autorenew",
    needs=Needs(better=(("orders", "customer_id"), ("orders", "paid_amount"))),
)

__all__ = [
    "ANALYSIS",
    "WITHIN_STATES",
    "RepurchaseParams",
    "RepurchaseResult",
    "group_name",
    "repurchase",
    "usual_days",
]
