"""From the files that people upload to rows of the workspace."""

from insight.ingest.clean import REASONS
from insight.ingest.draft import Draft, Preview, examine, preview, remember
from insight.ingest.load import SheetReport, batches, load, redo, repairs, undo, undo_together
from insight.ingest.own_list import LIST_FORMAT, OwnListError
from insight.ingest.raw import kept_rule, prune, unused_files
from insight.ingest.rebuild import Rebuilt, rebuild
from insight.ingest.reread import reread
from insight.ingest.sample import build_sample
from insight.ingest.stage import Counts

__all__ = [
    "LIST_FORMAT",
    "REASONS",
    "Counts",
    "Draft",
    "OwnListError",
    "Preview",
    "Rebuilt",
    "SheetReport",
    "batches",
    "build_sample",
    "examine",
    "kept_rule",
    "load",
    "preview",
    "prune",
    "rebuild",
    "redo",
    "remember",
    "repairs",
    "reread",
    "undo",
    "undo_together",
    "unused_files",
]
