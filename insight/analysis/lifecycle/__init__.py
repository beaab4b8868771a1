"""Where customers are on their way from first contact to loyal, and who is slipping off it."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.lifecycle.cells import LABEL_NAMES, STAGE_NAMES
from insight.analysis.lifecycle.labels import LABELS, reasons, stage_columns
from insight.analysis.lifecycle.params import MOST_MONTHS, LifecycleParams
from insight.analysis.lifecycle.result import LifecycleResult
from insight.analysis.lifecycle.run import customers, lifecycle
from insight.analysis.lifecycle.stages import AWAY, BUYERS, FREQUENCY, MOVEMENTS, RECENCY, STAGES, UNKNOWN, Limits
from insight.analysis.lifecycle.statements import PEOPLE
from insight.i18n import _

ANALYSIS = Analysis(
    name="lifecycle",
    params=LifecycleParams,
    run=lifecycle,
    title=_("Lifecycle"),
    question=_("Where are my customers on their way, and who is slipping off it?"),
    group="understand",
    icon="route",
    needs=Needs(
        tables=("customers|orders",),
        better=(("orders", "customer_id"), ("orders", "paid_amount"), ("customers", "joined_at")),
    ),
    labels=LABELS,
    reasons=reasons,
    is_watched=True,
)

__all__ = [
    "ANALYSIS",
    "AWAY",
    "BUYERS",
    "FREQUENCY",
    "LABELS",
    "LABEL_NAMES",
    "MOST_MONTHS",
    "MOVEMENTS",
    "PEOPLE",
    "RECENCY",
    "STAGES",
    "STAGE_NAMES",
    "UNKNOWN",
    "LifecycleParams",
    "LifecycleResult",
    "Limits",
    "customers",
    "lifecycle",
    "stage_columns",
]
