"""Room of the lifecycle page."""
