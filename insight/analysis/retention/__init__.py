"""Retention: who of those who entered together comes back, period by period."""

from insight.analysis.retention.names import category_names, event_names
from insight.analysis.retention.params import DEFAULT_BRACKETS, RetentionParams
from insight.analysis.retention.result import RetentionResult
from insight.analysis.retention.run import retention

__all__ = [
    "DEFAULT_BRACKETS",
    "RetentionParams",
    "RetentionResult",
    "category_names",
    "event_names",
    "retention",
]
