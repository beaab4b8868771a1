"""Pictures of the judge."""
