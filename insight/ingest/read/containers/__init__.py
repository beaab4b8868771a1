"""What a file is by its first bytes, and the files within a file."""
