"""What a result is made of: sentences, how it was computed, and columns that say what their numbers are about."""

from insight.results.finding import Finding
from insight.results.method import Method

__all__ = ["Finding", "Method"]
