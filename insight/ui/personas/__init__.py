"""Rooms of the personas page."""
