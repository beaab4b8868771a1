"""Room of the import page."""
