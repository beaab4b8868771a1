"""Pictures of refills."""
