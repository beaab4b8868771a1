"""Funnels: who goes on from step to step, who stops, and who still has time."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.funnel.kept import with_saved
from insight.analysis.funnel.params import FunnelParams
from insight.analysis.funnel.result import STATES, FunnelResult, State
from insight.analysis.funnel.run import funnel, step_counts
from insight.analysis.funnel.step import Condition, Exclusion, Step
from insight.i18n import _

ANALYSIS = Analysis(
    name="funnel",
    params=FunnelParams,
    run=funnel,
    title=_("Funnels"),
    question=_("Where do we lose them?"),
    group="understand",
    icon="filter_alt",
    needs=Needs(tables=("events|orders",)),
    with_saved=with_saved,
)

__all__ = [
    "ANALYSIS",
    "STATES",
    "Condition",
    "Exclusion",
    "FunnelParams",
    "FunnelResult",
    "State",
    "Step",
    "funnel",
    "step_counts",
]
