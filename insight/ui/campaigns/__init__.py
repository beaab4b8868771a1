"""Room of the campaigns page."""
