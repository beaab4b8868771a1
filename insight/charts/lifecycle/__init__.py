"""Pictures of the lifecycle."""
