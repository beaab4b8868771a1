"""Room of the chances to order, on the predictions page."""
