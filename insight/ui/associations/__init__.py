"""Room of the page on what goes together."""
