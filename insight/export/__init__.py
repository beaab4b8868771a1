"""Segments as files that go out: the people, and a passport that says who they are and why."""

from insight.export.choices import DEFAULT_CONTROL_SHARE, MOST_CONTROL, ListChoices, choices_of, currency_of
from insight.export.columns import labels
from insight.export.effect import Effect, smallest_provable
from insight.export.leaving import leaving
from insight.export.lists import ListFile, file_name, list_bytes, write_list
from insight.export.notes import Conflict, Note, Noted, list_notes, notes_in, take_notes
from insight.export.passport import Passport
from insight.export.people import Reach, headers, people, preview, reachable
from insight.export.persons import names_out, open_contacts
from insight.export.plan import Sums, sums
from insight.export.presets import EDIT_COLUMNS, PRESETS, TALKING_POINTS, PresetName
from insight.export.refresh import Compared, Refreshed, changes_sheet, compare_list, refresh_list
from insight.export.repairs import book_name, rejected_rows_book, repair_list_book, repair_list_out
from insight.export.reupload import Returned, read_returned
from insight.export.rows_out import (
    RULE_ROW_LABELS,
    list_rows_csv,
    list_rows_in_words,
    list_rows_out,
    rule_rows,
    rule_rows_book,
    rule_rows_name,
)
from insight.export.sift import REASON_WORDS, REASONS_IN_ORDER, Reason, reason_words
from insight.export.workbook import Sheet, write_workbook
from insight.results import MoreColumns

__all__ = [
    "DEFAULT_CONTROL_SHARE",
    "EDIT_COLUMNS",
    "MOST_CONTROL",
    "PRESETS",
    "REASONS_IN_ORDER",
    "REASON_WORDS",
    "RULE_ROW_LABELS",
    "TALKING_POINTS",
    "Compared",
    "Conflict",
    "Effect",
    "ListChoices",
    "ListFile",
    "MoreColumns",
    "Note",
    "Noted",
    "Passport",
    "PresetName",
    "Reach",
    "Reason",
    "Refreshed",
    "Returned",
    "Sheet",
    "Sums",
    "book_name",
    "changes_sheet",
    "choices_of",
    "compare_list",
    "currency_of",
    "file_name",
    "headers",
    "labels",
    "leaving",
    "list_bytes",
    "list_notes",
    "list_rows_csv",
    "list_rows_in_words",
    "list_rows_out",
    "names_out",
    "notes_in",
    "open_contacts",
    "people",
    "preview",
    "reachable",
    "read_returned",
    "reason_words",
    "refresh_list",
    "rejected_rows_book",
    "repair_list_book",
    "repair_list_out",
    "rule_rows",
    "rule_rows_book",
    "rule_rows_name",
    "smallest_provable",
    "sums",
    "take_notes",
    "write_list",
    "write_workbook",
]
