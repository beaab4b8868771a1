"""Segments as files that go out: the people, and a passport that says who they are and why."""

from insight.export.lists import ListFile, file_name, list_bytes, write_list
from insight.export.passport import Passport
from insight.export.people import MoreColumns, Reach, headers, people, preview, reachable
from insight.export.repairs import rejected_rows_book
from insight.export.workbook import Sheet, write_workbook

__all__ = [
    "ListFile",
    "MoreColumns",
    "Passport",
    "Reach",
    "Sheet",
    "file_name",
    "headers",
    "list_bytes",
    "people",
    "preview",
    "reachable",
    "rejected_rows_book",
    "write_list",
    "write_workbook",
]
