"""Pictures of retention."""
