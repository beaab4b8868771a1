"""Shares in words that never round a single exception away."""

import math


def held(rate: float) -> str:
    """A share that holds, never rounded up to all of it: 99.97 % is 99.9%."""
    if math.isnan(rate):
        return "–"
    return "100%" if rate == 1 else f"{floored(rate):.1%}"


def floored(rate: float) -> float:
    """A share that holds, cut to tenths of a percent: one that is shown as all of it is all of it."""
    return rate if math.isnan(rate) else math.floor(rate * 1000) / 1000


def broken_share(rate: float) -> str:
    """A share that is broken, never rounded down to none of it: 0.02 % is <0.1%."""
    if math.isnan(rate):
        return "–"
    return "<0.1%" if 0 < rate < 0.001 else f"{rate * 100:.1f}%"
