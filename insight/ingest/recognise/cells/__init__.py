"""What the cells of a column say, whatever its header says."""
