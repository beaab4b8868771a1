"""Room of the exports and consent page."""
