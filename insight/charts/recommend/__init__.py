"""Pictures of offers, and of their exam."""
