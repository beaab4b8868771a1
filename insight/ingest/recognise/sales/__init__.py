"""Orders and their lines in a table of no known export."""
