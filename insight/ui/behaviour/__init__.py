"""Room of the behaviour page."""
