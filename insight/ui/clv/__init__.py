"""Room of the predictions page."""
