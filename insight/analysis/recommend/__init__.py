"""What to offer to whom next: offers for each person with their reasons, by the method that passed its exam."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.recommend.params import RecommendParams
from insight.analysis.recommend.reasons import offers, personal, reasons
from insight.analysis.recommend.result import RecommendResult
from insight.analysis.recommend.run import recommend
from insight.analysis.recommend.words import BASES, GROUPS
from insight.i18n import _

ANALYSIS = Analysis(
    name="recommend",
    params=RecommendParams,
    run=recommend,
    title=_("Recommendations"),
    question=_("What do I offer to whom next?"),
    group="understand",
    icon="featured_seasonal_and_gifts",
    needs=Needs(
        tables=("order_items", "orders"),
        better=(("orders", "customer_id"), ("order_items", "product_id"), ("order_items", "product_name")),
    ),
    reasons=reasons,
)

__all__ = [
    "ANALYSIS",
    "BASES",
    "GROUPS",
    "RecommendParams",
    "RecommendResult",
    "offers",
    "personal",
    "reasons",
    "recommend",
]
