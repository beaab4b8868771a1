"""Pictures of RFM."""
