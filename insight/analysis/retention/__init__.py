"""Retention: who of those who entered together comes back, period by period."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.retention.cells import AVERAGE
from insight.analysis.retention.names import category_names, event_names
from insight.analysis.retention.params import BREAKDOWNS, DEFAULT_BRACKETS, RetentionParams
from insight.analysis.retention.result import RetentionResult
from insight.analysis.retention.run import retention
from insight.i18n import _

ANALYSIS = Analysis(
    name="retention",
    params=RetentionParams,
    run=retention,
    title=_("Retention"),
    question=_("Are we keeping the people we win?"),
    group="understand",
    icon="group_add",
    needs=Needs(tables=("orders|events",), better=(("orders", "customer_id"), ("orders", "paid_amount"))),
    is_watched=True,
)

__all__ = [
    "ANALYSIS",
    "AVERAGE",
    "BREAKDOWNS",
    "DEFAULT_BRACKETS",
    "RetentionParams",
    "RetentionResult",
    "category_names",
    "event_names",
    "retention",
]
