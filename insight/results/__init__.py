"""What a result is made of: sentences, how it was computed, and columns that say what their numbers are about."""

from insight.results.cells import Cell, Point, cells_of
from insight.results.column import (
    NAMES,
    SINGLE,
    Column,
    Declared,
    Frame,
    Kind,
    Spans,
    Steps,
    Total,
    among,
    declare,
    per,
)
from insight.results.finding import Finding, Level, Watch
from insight.results.labels import MoreColumns
from insight.results.method import Method
from insight.results.parts import said_fields

__all__ = [
    "NAMES",
    "SINGLE",
    "Cell",
    "Column",
    "Declared",
    "Finding",
    "Frame",
    "Kind",
    "Level",
    "Method",
    "MoreColumns",
    "Point",
    "Spans",
    "Steps",
    "Total",
    "Watch",
    "among",
    "cells_of",
    "declare",
    "per",
    "said_fields",
]
