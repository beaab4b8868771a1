"""Room of the clusters page."""
