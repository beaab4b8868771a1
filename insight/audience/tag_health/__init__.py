"""Whether the tags can be trusted: doubles, contradictions, tags out of date, tags that tell nothing."""

from insight.analysis import Analysis, Needs
from insight.audience.tag_health.params import TagHealthParams
from insight.audience.tag_health.problems import KINDS, PLANS
from insight.audience.tag_health.result import TagHealthResult
from insight.audience.tag_health.run import tag_health
from insight.i18n import _

ANALYSIS = Analysis(
    name="tag_health",
    params=TagHealthParams,
    run=tag_health,
    title=_("Health of tags"),
    question=_("Which tags say the same, contradict each other or tell nothing?"),
    group="understand",
    icon="",
    needs=Needs(tables=("customers|orders",), better=(("customers", "tags"),)),
)

__all__ = ["ANALYSIS", "KINDS", "PLANS", "TagHealthParams", "TagHealthResult", "tag_health"]
