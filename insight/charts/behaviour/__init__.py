"""Pictures of behaviour."""
