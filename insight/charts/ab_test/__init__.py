"""Pictures of a test of versions."""
