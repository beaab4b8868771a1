"""Room of the overview."""
