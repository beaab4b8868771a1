"""The commands and their options."""

import argparse
from collections.abc import Callable
from pathlib import Path

from insight.analysis import ANALYSES
from insight.cli.analyses import analyse, members
from insight.cli.batch import list_batches, list_repairs, list_templates, redo_batch, reread_batch, undo_batch
from insight.cli.consent import add_consent
from insight.cli.funnels import ACTIONS as FUNNEL_ACTIONS
from insight.cli.funnels import funnels
from insight.cli.house import derive_anew, doctor
from insight.cli.imports import take_files
from insight.cli.lake import add_lake_options, lake
from insight.cli.mappings import ACTIONS as MAPPING_ACTIONS
from insight.cli.mappings import mappings
from insight.cli.notes import ACTIONS as NOTE_ACTIONS
from insight.cli.notes import notes
from insight.cli.parameter_help import ParameterHelp
from insight.cli.people import ACTIONS, people
from insight.cli.personas import ACTIONS as PERSONA_ACTIONS
from insight.cli.personas import personas
from insight.cli.segments import ACTIONS as SEGMENT_ACTIONS
from insight.cli.segments import segment
from insight.export import PRESETS
from insight.govern import PURPOSES
from insight.ingest.answers import KEYS
from insight.ingest.recognise.kinds import KINDS
from insight.settings import DEFAULT_WORKSPACE
from insight.warehouse.id_matching import ID_KINDS

Command = Callable[..., argparse.ArgumentParser]
"""Adds a command of that name, function and description, with the options that all have."""


def build_parser() -> argparse.ArgumentParser:
    """The parser; `options.command` runs what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m insight", description="Insight Desk without a browser")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], about: str, *, has_help: bool = True
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about, add_help=has_help)
        added.set_defaults(command=run)
        added.add_argument("-w", "--workspace", default=DEFAULT_WORKSPACE, help="name of the workspace")
        added.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
        return added

    _add_imports(command)
    _add_kept(command)
    _add_people(command)
    add_consent(command)
    _add_upkeep(command)
    _add_analyses(command)
    _with_segment_options(command("segment", segment, "Saved segments, and lists of ids from elsewhere"))
    return parser


def _add_imports(command: Command) -> None:
    taking = _with_choices(command("import", take_files, "Load exports into the workspace"))
    taking.add_argument("files", nargs="*", type=Path, metavar="FILE")
    taking.add_argument("--sheet", metavar="NAME", help="only this sheet, or this file of an archive")
    taking.add_argument("--watch", type=Path, metavar="DIR", help="take files as they arrive in this folder")
    taking.add_argument("--once", action="store_true", help="with --watch: take what is there, then stop")
    command("batches", list_batches, "List what was loaded")
    command("undo", undo_batch, "Take a batch out again").add_argument("batch_id", type=int, metavar="BATCH_ID")
    command("redo", redo_batch, "Bring an undone batch back").add_argument("batch_id", type=int, metavar="BATCH_ID")
    again = _with_choices(command("reread", reread_batch, "Read a batch again from the file that was kept"))
    again.add_argument("batch_id", type=int, metavar="BATCH_ID")
    keeping = command("mappings", mappings, "Which columns were confirmed for which headers; forget one")
    keeping.add_argument("action", choices=MAPPING_ACTIONS, metavar="ACTION", help=", ".join(MAPPING_ACTIONS))
    keeping.add_argument("number", nargs="?", metavar="MAPPING", help="forget: the number that list shows")
    repairing = command("repairs", list_repairs, "List the cells that could not be read")
    repairing.add_argument("batch_id", type=int, nargs="?", metavar="BATCH_ID")
    repairing.add_argument("--out", type=Path, metavar="FILE", help="write the rows left out to this .xlsx")


def _add_kept(command: Command) -> None:
    noting = command("notes", notes, "What happened on which day: list, add DAY TEXT, change NOTE [TEXT], remove NOTE")
    noting.add_argument("action", choices=NOTE_ACTIONS, metavar="ACTION", help=", ".join(NOTE_ACTIONS))
    noting.add_argument("which", nargs="?", metavar="DAY|NOTE", help="add: the day; else the number that list shows")
    noting.add_argument("text", nargs="?", metavar="TEXT", help="add, change: what happened")
    noting.add_argument("--day", metavar="DAY", help="change: another day")
    kept = _with_own_parameters(command("funnels", funnels, "Funnels under a name: list, save, rename, delete"))
    kept.add_argument("action", choices=FUNNEL_ACTIONS, metavar="ACTION", help=", ".join(FUNNEL_ACTIONS))
    kept.add_argument("name", nargs="?", metavar="NAME", help="of the funnel")
    kept.add_argument("--replace", action="store_true", help="save: also under a name that is taken")
    kept.add_argument("--to", metavar="NAME", help="rename: the new name")
    about = "Personas under a name, and their cards: list, keep, write, rename, forget, card"
    persons = _with_own_parameters(command("personas", personas, about))
    persons.add_argument("action", choices=PERSONA_ACTIONS, metavar="ACTION", help=", ".join(PERSONA_ACTIONS))
    persons.add_argument("name", nargs="?", metavar="NAME", help="of the persona; card: else -p groups=…")
    persons.add_argument(
        "--row", dest="rows", action="append", default=[], metavar="ROW=TEXT", help="write; may repeat"
    )
    persons.add_argument("--broad", metavar="CLASS", help="keep: the class it belongs to")
    persons.add_argument("--to", metavar="NAME", help="rename: the new name")
    persons.add_argument("--out", type=Path, metavar="FILE", help="card: .png, .html or .xlsx")


def _add_people(command: Command) -> None:
    deciding = command("people", people, "Find, merge and split people, and take that back")
    deciding.add_argument("action", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    deciding.add_argument("who", nargs="*", metavar="WHO", help="customer IDs, a text to find, or a decision")
    deciding.add_argument(
        "--identifier", dest="identifiers", action="append", default=[], metavar="ID", help="to split"
    )
    deciding.add_argument("--preview", action="store_true", help="say what merge or split would do, and do nothing")
    deciding.add_argument("--note", metavar="TEXT", help="why")


def _add_upkeep(command: Command) -> None:
    command("templates", list_templates, "List the exports that are recognised")
    command("refresh", derive_anew, "Rebuild the workspace from what was loaded")
    add_lake_options(command("lake", lake, "Data on a Spark cluster: init, load, refresh, status"))
    checking = command("doctor", doctor, "Check that the workspace is sound")
    checking.add_argument("--prune", action="store_true", help="remove kept files that no batch refers to")
    checking.add_argument("--rebuild", action="store_true", help="build a damaged workspace again from the kept files")


def _add_analyses(command: Command) -> None:
    asking = _with_parameters(command("analyse", analyse, "Run an analysis", has_help=False))
    asking.add_argument("--cells", action="store_true", help="every number of people, with what --cell takes for it")
    about_members = "Write the people behind one number to a file"
    listing = _with_parameters(command("members", members, about_members, has_help=False))
    listing.add_argument("--cell", nargs="+", action="extend", default=[], metavar="KEY=VALUE", help="which number")
    listing.add_argument("--out", type=Path, required=True, metavar="FILE", help=".xlsx or .csv")
    _with_list_choices(listing)


def _with_segment_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    actions = ", ".join(SEGMENT_ACTIONS)
    parser.add_argument("action", choices=SEGMENT_ACTIONS, metavar="ACTION", help=actions)
    parser.add_argument("name", nargs="?", metavar="NAME", help="of the segment; of the file to upload; of a list")
    parser.add_argument("--as-of", metavar="DAY", help="the first day not counted; default: the day after the newest")
    parser.add_argument("--before", metavar="DAY", help="show: who came and who left since this day")
    parser.add_argument("--expression", metavar="JSON", help="save: what the segment means")
    parser.add_argument("--note", metavar="TEXT", help="save: a word about it")
    parser.add_argument("--replace", action="store_true", help="save: also under a name that is taken")
    parser.add_argument("--to", metavar="NAME", help="rename: the new name; upload: the name of the list")
    parser.add_argument("--column", metavar="HEADER", help="upload: the column with the ids; default: the likeliest")
    parser.add_argument("--id-kind", choices=list(ID_KINDS), default="any", help="upload: what the ids are")
    parser.add_argument("--out", type=Path, metavar="FILE", help="export: .xlsx or .csv")
    return _with_list_choices(parser)


def _with_list_choices(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """What a list is for, and how it is written: what `list_choices` reads."""
    purposes, presets = ", ".join(PURPOSES), ", ".join(name for name in PRESETS if name != "own")
    parser.add_argument("--purpose", default="analysis", metavar="PURPOSE", help=purposes)
    parser.add_argument("--basis", metavar="TEXT", help="why people who never said anything may be contacted")
    parser.add_argument("--preset", default="all", metavar="PRESET", help=f"which columns: {presets}")
    parser.add_argument("--unmasked", action="store_true", help="phones and e-mails in full; needs a contact purpose")
    parser.add_argument("--control-share", type=float, metavar="SHARE", help="hold this share back, such as 0.1")
    parser.add_argument("--seed", type=int, default=1, metavar="NUMBER", help="of the draw of who is held back")
    parser.add_argument("--touch-days", type=int, default=7, metavar="DAYS", help="leave out who was contacted in them")
    parser.add_argument("--for-notes", action="store_true", help="add empty columns for notes and new tags")
    return parser


_EACH = "the header of a column, and what it is; may be given several times"


def _with_choices(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--as", dest="template", metavar="TEMPLATE", help="read as this template instead of guessing")
    parser.add_argument("--table", metavar="KIND", help="what a row is: " + ", ".join(KINDS))
    parser.add_argument(
        "--map",
        dest="mapped",
        action="append",
        default=[],
        metavar="HEADER=COLUMN",
        help="which column is what; may repeat",
    )
    parser.add_argument(
        "--assume", dest="assumed", action="append", default=[], metavar="KEY=VALUE", help=", ".join(KEYS) + "; repeat"
    )
    parser.add_argument("--encoding", help="encoding of text files instead of guessing")
    parser.add_argument("--delimiter", metavar="SIGN", help="what stands between the cells of a text file")
    heading = parser.add_mutually_exclusive_group()
    heading.add_argument("--no-header", action="store_true", help="the first row is data: columns are column 1, …")
    heading.add_argument("--header-row", metavar="N", help="the number of the row that holds the headers")
    return parser


def _with_parameters(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "-h", "--help", action=ParameterHelp, nargs=0, help="show this; after NAME, what -p can set in it"
    )
    parser.add_argument("name", choices=list(ANALYSES), metavar="NAME", help="which analysis; see below")
    parser.epilog = "\n".join(f"  {one.name:14} {one.question.render('en')}" for one in ANALYSES.values())
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    return _with_own_parameters(parser)


def _with_own_parameters(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("-p", dest="parameters", action="append", default=[], metavar="KEY=VALUE")
    return parser
