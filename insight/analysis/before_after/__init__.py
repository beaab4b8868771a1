"""Any two spans of days side by side, and what made the difference."""

from insight.analysis.before_after.params import BeforeAfterParams
from insight.analysis.before_after.result import PERIODS, BeforeAfterResult
from insight.analysis.before_after.run import before_after
from insight.analysis.before_after.tables import BUYERS, FACTORS, MEASURES
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="before_after",
    params=BeforeAfterParams,
    run=before_after,
    title=_("Before and after"),
    question=_("What changed between two spans of days, and what made it?"),
    group="act",
    needs=Needs(better=(("orders", "customer_id"), ("orders", "paid_amount"))),
)

__all__ = [
    "ANALYSIS",
    "BUYERS",
    "FACTORS",
    "MEASURES",
    "PERIODS",
    "BeforeAfterParams",
    "BeforeAfterResult",
    "before_after",
]
