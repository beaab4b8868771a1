"""The workspace as a whole: people, orders, revenue, who comes back, what is missing."""

from insight.analysis.overview.params import OverviewParams
from insight.analysis.overview.result import OverviewResult
from insight.analysis.overview.run import overview

__all__ = ["OverviewParams", "OverviewResult", "overview"]
