"""The rooms of the page of tags."""
