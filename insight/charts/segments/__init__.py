"""Pictures of segments."""
