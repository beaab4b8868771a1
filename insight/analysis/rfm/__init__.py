"""Recency, frequency and monetary value: one score each per buyer, and the names of the scores."""

from insight.analysis.rfm.groups import EIGHT, ELEVEN, GROUPS
from insight.analysis.rfm.params import DEFAULT_AMOUNTS, DEFAULT_DAYS, DEFAULT_ORDERS, RfmParams
from insight.analysis.rfm.result import RfmResult
from insight.analysis.rfm.run import customers, rfm

__all__ = [
    "DEFAULT_AMOUNTS",
    "DEFAULT_DAYS",
    "DEFAULT_ORDERS",
    "EIGHT",
    "ELEVEN",
    "GROUPS",
    "RfmParams",
    "RfmResult",
    "customers",
    "rfm",
]
