"""Room of the page on what to offer next."""
