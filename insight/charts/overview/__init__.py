"""Pictures of the overview."""
