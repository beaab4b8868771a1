"""Text to typed, canonical rows; every decision about how a cell, a column or an order is read."""

from insight.ingest.clean.problems import REASONS
from insight.ingest.clean.rows import Cleaned, clean

__all__ = ["REASONS", "Cleaned", "clean"]
