"""People chosen by a rule: counted, listed, kept."""

from insight.segments.segment import Segment

__all__ = ["Segment"]
