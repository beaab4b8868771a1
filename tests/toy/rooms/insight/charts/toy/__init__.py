"""Pictures of provinces."""
