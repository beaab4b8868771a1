"""Pictures of what people answered."""
