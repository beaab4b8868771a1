"""Statistics on small numbers, each with its source and checked against scipy: no data, no texts, no state."""
