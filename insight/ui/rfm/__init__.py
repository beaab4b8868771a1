"""Room of the RFM and RFM movement pages."""
