"""Pictures of tags."""
