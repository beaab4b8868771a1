"""What every page is built from: frame, state, cache, pickers, pictures."""
