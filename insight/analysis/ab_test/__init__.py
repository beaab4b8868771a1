"""Which of several versions did better, and whether that can be told at all."""

from insight.analysis.ab_test.arms import lists_at_hand, versioned_campaigns
from insight.analysis.ab_test.params import MEASURES, SHARES, AbTestParams, Measure
from insight.analysis.ab_test.result import AbTestResult
from insight.analysis.ab_test.run import ab_test
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="ab_test",
    params=AbTestParams,
    run=ab_test,
    title=_("A/B test"),
    question=_("Which version did better?"),
    group="act",
    icon="experiment",
    needs=Needs(tables=("orders", "touches"), better=(("touches", "customer_id"),)),
)

__all__ = [
    "ANALYSIS",
    "MEASURES",
    "SHARES",
    "AbTestParams",
    "AbTestResult",
    "Measure",
    "ab_test",
    "lists_at_hand",
    "versioned_campaigns",
]
