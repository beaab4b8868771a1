"""Repurchase: how long people take from one purchase to the next, and what they bring over time."""

from insight.analysis.repurchase.params import RepurchaseParams
from insight.analysis.repurchase.result import RepurchaseResult
from insight.analysis.repurchase.run import repurchase

__all__ = ["RepurchaseParams", "RepurchaseResult", "repurchase"]
