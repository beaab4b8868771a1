"""Pictures of chances to order."""
