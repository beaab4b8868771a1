"""Room of the channels page."""
