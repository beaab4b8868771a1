"""The sample data: an invented brand, its customers, and the exports its platforms would hand out."""
