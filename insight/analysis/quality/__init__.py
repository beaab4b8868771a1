"""Can the data be trusted? Rules about every table, each counted, with the rows that break it."""

from insight.analysis.quality.params import QualityParams
from insight.analysis.quality.rates import broken_share, held
from insight.analysis.quality.registry import RULES
from insight.analysis.quality.result import QualityResult, names_people
from insight.analysis.quality.rule import DIMENSIONS, Dimension, Rule
from insight.analysis.quality.run import quality

__all__ = [
    "DIMENSIONS",
    "RULES",
    "Dimension",
    "QualityParams",
    "QualityResult",
    "Rule",
    "broken_share",
    "held",
    "names_people",
    "quality",
]
