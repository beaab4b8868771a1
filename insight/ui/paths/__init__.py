"""Room of the page of paths."""
