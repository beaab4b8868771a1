"""Pictures of data quality."""
