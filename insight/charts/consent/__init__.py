"""Pictures of consent."""
