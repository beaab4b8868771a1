"""The commands and their options."""

import argparse
from collections.abc import Callable
from pathlib import Path

from insight.analysis import ANALYSES
from insight.cli.analyses import analyse, members
from insight.cli.batch import (
    doctor,
    list_batches,
    list_repairs,
    list_templates,
    rebuild,
    redo_batch,
    reread_batch,
    undo_batch,
)
from insight.cli.imports import take_files
from insight.settings import DEFAULT_WORKSPACE


def build_parser() -> argparse.ArgumentParser:
    """The parser; `options.command` runs what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m insight", description="Insight Desk without a browser")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(command=run)
        added.add_argument("-w", "--workspace", default=DEFAULT_WORKSPACE, help="name of the workspace")
        added.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
        return added

    taking = _with_choices(command("import", take_files, "Load exports into the workspace"))
    taking.add_argument("files", nargs="*", type=Path, metavar="FILE")
    taking.add_argument("--watch", type=Path, metavar="DIR", help="take files as they arrive in this folder")
    taking.add_argument("--once", action="store_true", help="with --watch: take what is there, then stop")
    command("batches", list_batches, "List what was loaded")
    command("undo", undo_batch, "Take a batch out again").add_argument("batch_id", type=int, metavar="BATCH_ID")
    command("redo", redo_batch, "Bring an undone batch back").add_argument("batch_id", type=int, metavar="BATCH_ID")
    again = _with_choices(command("reread", reread_batch, "Read a batch again from the file that was kept"))
    again.add_argument("batch_id", type=int, metavar="BATCH_ID")
    repairing = command("repairs", list_repairs, "List the cells that could not be read")
    repairing.add_argument("batch_id", type=int, nargs="?", metavar="BATCH_ID")
    repairing.add_argument("--out", type=Path, metavar="FILE", help="write the rows left out to this .xlsx")
    command("templates", list_templates, "List the exports that are recognised")
    command("refresh", rebuild, "Rebuild the workspace from what was loaded")
    checking = command("doctor", doctor, "Check that the workspace is sound")
    checking.add_argument("--prune", action="store_true", help="remove kept files that no batch refers to")
    _with_parameters(command("analyse", analyse, "Run an analysis"))
    listing = _with_parameters(command("members", members, "Write the people behind one number to a file"))
    listing.add_argument("--cell", nargs="+", default=[], metavar="KEY=VALUE", help="which number")
    listing.add_argument("--out", type=Path, required=True, metavar="FILE", help=".xlsx or .csv")
    listing.add_argument("--unmasked", action="store_true", help="write phones and e-mails in full")
    return parser


def _with_choices(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--as", dest="template", metavar="TEMPLATE", help="read as this template instead of guessing")
    parser.add_argument("--encoding", help="encoding of text files instead of guessing")
    return parser


def _with_parameters(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("name", choices=sorted(ANALYSES), metavar="NAME", help=", ".join(sorted(ANALYSES)))
    parser.add_argument("-p", dest="parameters", action="append", default=[], metavar="KEY=VALUE")
    return parser
