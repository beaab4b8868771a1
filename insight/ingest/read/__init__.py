"""Reads the files that people upload: text, workbooks, HTML tables and archives of them, as tables of text."""

from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.file import read_file, read_rows
from insight.ingest.read.table import ReadLimits, RowNote, TextTable, Unreadable

__all__ = ["ReadChoices", "ReadLimits", "RowNote", "TextTable", "Unreadable", "read_file", "read_rows"]
