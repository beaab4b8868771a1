"""Whether offers picked for each person hit better than best sellers: an exam on held-out days."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.recommend_exam.method import DEFINITION, LIMITS
from insight.analysis.recommend_exam.params import RecommendExamParams
from insight.analysis.recommend_exam.result import RecommendExamResult
from insight.analysis.recommend_exam.sitting import sit
from insight.analysis.recommend_exam.words import called
from insight.i18n import _
from insight.warehouse import Warehouse


def recommend_exam(warehouse: Warehouse, params: RecommendExamParams) -> RecommendExamResult:
    """Hold the exam; a shop too small or too young gets a result without methods, which says so."""
    return RecommendExamResult.of(params, sit(warehouse, params))


ANALYSIS = Analysis(
    name="recommend_exam",
    params=RecommendExamParams,
    run=recommend_exam,
    title=_("Exam of offers"),
    question=_("Do offers picked for each person hit better than best sellers?"),
    group="understand",
    icon="",
    needs=Needs(tables=("order_items", "orders"), better=(("orders", "customer_id"), ("order_items", "product_id"))),
)

__all__ = [
    "ANALYSIS",
    "DEFINITION",
    "LIMITS",
    "RecommendExamParams",
    "RecommendExamResult",
    "called",
    "recommend_exam",
]
