"""Pictures of repurchase."""
