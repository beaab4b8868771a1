"""Pictures of funnels."""
