"""Periods of the calendar and the festivals in them."""
