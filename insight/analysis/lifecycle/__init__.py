"""Where customers are on their way from first contact to loyal, and who is slipping off it."""

from insight.analysis.lifecycle.params import MOST_MONTHS, LifecycleParams
from insight.analysis.lifecycle.result import LifecycleResult
from insight.analysis.lifecycle.run import customers, lifecycle
from insight.analysis.lifecycle.stages import AWAY, BUYERS, FREQUENCY, MOVEMENTS, RECENCY, STAGES, UNKNOWN, Limits

__all__ = [
    "AWAY",
    "BUYERS",
    "FREQUENCY",
    "MOST_MONTHS",
    "MOVEMENTS",
    "RECENCY",
    "STAGES",
    "UNKNOWN",
    "LifecycleParams",
    "LifecycleResult",
    "Limits",
    "customers",
    "lifecycle",
]
