"""Behaviour: how often people come, when, on what, and whether a visit leads to anything."""

from insight.analysis.behaviour.days import VisitDays, visit_days
from insight.analysis.behaviour.params import BehaviourParams
from insight.analysis.behaviour.result import BehaviourResult
from insight.analysis.behaviour.run import behaviour
from insight.analysis.behaviour.visit_steps import visits
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="behaviour",
    params=BehaviourParams,
    run=behaviour,
    title=_("Behaviour"),
    question=_("What do people do, and does it lead anywhere?"),
    group="understand",
    icon="touch_app",
    needs=Needs(tables=("events",)),
)

__all__ = ["ANALYSIS", "BehaviourParams", "BehaviourResult", "VisitDays", "behaviour", "visit_days", "visits"]
