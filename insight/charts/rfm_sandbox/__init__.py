"""Pictures of the RFM sandbox."""
