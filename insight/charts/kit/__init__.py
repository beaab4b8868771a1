"""What every picture is built from: theme, cells, lines, rows."""
