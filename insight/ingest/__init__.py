"""From the files that people upload to rows of the workspace."""

from insight.ingest.answers import Answers
from insight.ingest.assumption import Assumption
from insight.ingest.clean import REASONS
from insight.ingest.draft import Draft, examine
from insight.ingest.in_force import InForce, assumptions_in_force
from insight.ingest.load import SheetReport, batches, load, redo, repairs, undo, undo_together
from insight.ingest.own_list import LIST_FORMAT, OwnListError
from insight.ingest.raw import kept_rule, prune, unused_files
from insight.ingest.rebuild import Rebuilt, rebuild
from insight.ingest.remembered import forget, remember, remembered_mappings
from insight.ingest.reread import reread
from insight.ingest.sample import build_sample
from insight.ingest.stage import Counts
from insight.ingest.trial import Preview, preview, try_out

__all__ = [
    "LIST_FORMAT",
    "REASONS",
    "Answers",
    "Assumption",
    "Counts",
    "Draft",
    "InForce",
    "OwnListError",
    "Preview",
    "Rebuilt",
    "SheetReport",
    "assumptions_in_force",
    "batches",
    "build_sample",
    "examine",
    "forget",
    "kept_rule",
    "load",
    "preview",
    "prune",
    "rebuild",
    "redo",
    "remember",
    "remembered_mappings",
    "repairs",
    "reread",
    "try_out",
    "undo",
    "undo_together",
    "unused_files",
]
