"""Room of the customer page."""
