"""Pictures of RFM in time."""
