"""What the analyses of RFM share: scores and names of buyers, how they are set up, and who can be reached."""
