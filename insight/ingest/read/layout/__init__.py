"""From a grid of cells to a table: titles, headers, blocks, totals, days without a year."""
