"""Room of the segments page."""
