"""Pictures of channels."""
