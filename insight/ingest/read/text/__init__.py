"""Tables in text: what separates their cells, and what stands in the way of telling."""
