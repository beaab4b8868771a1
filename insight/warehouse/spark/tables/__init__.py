"""What lies on the cluster: generations of tables, their parts, steps that are kept for a while, and people joined."""
