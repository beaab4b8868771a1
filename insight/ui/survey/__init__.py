"""Room of the page on surveys."""
