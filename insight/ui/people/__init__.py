"""The people behind a number: count, choices, the list."""
