"""What a header says: as it is written, by its stems, in the lists of names."""
