"""Room of the refill page."""
