"""Room of the page on tests of versions."""
