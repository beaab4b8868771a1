"""Which campaigns there were, whom they reached, what came of it, and whether people are contacted too often."""

from insight.analysis.campaigns.params import CampaignsParams
from insight.analysis.campaigns.result import CampaignsResult
from insight.analysis.campaigns.run import campaigns
from insight.analysis.campaigns.themes import theme_label
from insight.analysis.campaigns.words import GROUP_KINDS, STATES, group_words
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="campaigns",
    params=CampaignsParams,
    run=campaigns,
    title=_("Campaigns"),
    question=_("Whom do our campaigns reach, and what comes of it?"),
    group="act",
    icon="campaign",
    needs=Needs(tables=("touches", "orders"), better=(("touches", "customer_id"), ("orders", "customer_id"))),
    is_watched=True,
)

__all__ = [
    "ANALYSIS",
    "GROUP_KINDS",
    "STATES",
    "CampaignsParams",
    "CampaignsResult",
    "campaigns",
    "group_words",
    "theme_label",
]
