"""Pictures of what goes together."""
