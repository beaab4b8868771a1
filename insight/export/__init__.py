"""Segments as files that go out: the people, and a passport that says who they are and why."""

from insight.export.choices import DEFAULT_CONTROL_SHARE, ListChoices
from insight.export.columns import labels
from insight.export.effect import Effect, smallest_provable
from insight.export.lists import ListFile, file_name, list_bytes, write_list
from insight.export.passport import Passport
from insight.export.people import MoreColumns, Reach, headers, people, preview, reachable
from insight.export.plan import Sums, sums
from insight.export.presets import EDIT_COLUMNS, PRESETS, TALKING_POINTS, PresetName
from insight.export.repairs import rejected_rows_book
from insight.export.sift import REASON_WORDS, REASONS_IN_ORDER, Reason, reason_words
from insight.export.workbook import Sheet, write_workbook

__all__ = [
    "DEFAULT_CONTROL_SHARE",
    "EDIT_COLUMNS",
    "PRESETS",
    "REASONS_IN_ORDER",
    "REASON_WORDS",
    "TALKING_POINTS",
    "Effect",
    "ListChoices",
    "ListFile",
    "MoreColumns",
    "Passport",
    "PresetName",
    "Reach",
    "Reason",
    "Sheet",
    "Sums",
    "file_name",
    "headers",
    "labels",
    "list_bytes",
    "people",
    "preview",
    "reachable",
    "reason_words",
    "rejected_rows_book",
    "smallest_provable",
    "sums",
    "write_list",
    "write_workbook",
]
