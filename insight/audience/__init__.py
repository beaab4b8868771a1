"""Who is meant: rules joined into a definition, kept under a name, compared and looked at over time."""
