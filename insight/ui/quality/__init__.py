"""Room of the data quality page."""
