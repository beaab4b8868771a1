"""Room of the repurchase page."""
