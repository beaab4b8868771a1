"""Can the data be trusted? Rules about every table, each counted, with the rows that break it."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.quality.params import QualityParams
from insight.analysis.quality.rates import broken_share, floored, held
from insight.analysis.quality.registry import RULES
from insight.analysis.quality.result import QualityResult, names_people
from insight.analysis.quality.rule import DIMENSIONS, Dimension, Rule
from insight.analysis.quality.run import quality
from insight.i18n import _
from insight.schema import TABLES

ANALYSIS = Analysis(
    name="quality",
    params=QualityParams,
    run=quality,
    title=_("Data quality"),
    question=_("Can I trust these numbers?"),
    group="data",
    icon="fact_check",
    needs=Needs(tables=("|".join(TABLES),)),
)

__all__ = [
    "ANALYSIS",
    "DIMENSIONS",
    "RULES",
    "Dimension",
    "QualityParams",
    "QualityResult",
    "Rule",
    "broken_share",
    "floored",
    "held",
    "names_people",
    "quality",
]
