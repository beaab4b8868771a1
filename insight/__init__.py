"""Insight Desk: from the exports of a consumer brand to named lists of its customers."""

__version__ = "0.1.0"
