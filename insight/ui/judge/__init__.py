"""Room of the judge page."""
