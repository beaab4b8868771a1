"""The workspace as a whole: people, orders, revenue, who comes back, what is missing."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.overview.names import channel_name
from insight.analysis.overview.params import OverviewParams
from insight.analysis.overview.result import OverviewResult
from insight.analysis.overview.run import overview
from insight.i18n import _

ANALYSIS = Analysis(
    name="overview",
    params=OverviewParams,
    run=overview,
    title=_("Overview"),
    question=_("How is the shop doing, and do people come back?"),
    group="understand",
    icon="monitoring",
    needs=Needs(
        tables=("customers|orders",),
        better=(
            ("orders", "customer_id"),
            ("orders", "channel"),
            ("orders", "paid_amount"),
            ("customers", "joined_at"),
        ),
    ),
)

__all__ = ["ANALYSIS", "OverviewParams", "OverviewResult", "channel_name", "overview"]
