"""Pictures of paths."""
