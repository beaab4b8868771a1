"""Room of the funnel page."""
