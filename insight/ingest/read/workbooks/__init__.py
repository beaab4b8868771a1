"""Workbooks of every age, as grids of text."""
