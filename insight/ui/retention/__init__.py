"""Room of the retention page."""
