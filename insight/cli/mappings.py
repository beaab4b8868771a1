"""Mappings that were confirmed: listed, and forgotten again."""

import argparse

from insight.cli.output import DONE, language, print_json, print_lines, say
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.i18n import _
from insight.ingest import forget, remembered_mappings
from insight.ingest.recognise.kinds import kind_of
from insight.ingest.remembered import Remembered
from insight.schema import TABLES

ACTIONS = ("list", "forget")


def mappings(options: argparse.Namespace) -> int:
    """List what is remembered, or forget one of it."""
    if options.action == "list":
        return _list(options)
    if options.number is None:
        raise ParameterError("MAPPING", "", _("the number that `mappings list` shows"))
    return say(options, {"forgotten": forget(opened(options), options.number).number})


def _list(options: argparse.Namespace) -> int:
    known = remembered_mappings(opened(options))
    if options.json:
        print_json([_record(kept) for kept in known])
    else:
        print_lines(
            f"{kept.number}  {kept.confirmed_at:%Y-%m-%d %H:%M}  {_row(kept)}  {kept.file or '–'}  "
            + " | ".join(kept.header)
            for kept in known
        )
    return DONE


def _row(kept: Remembered) -> str:
    return TABLES[kind_of(kept.mapping)].row.render(language())


def _record(kept: Remembered) -> dict[str, object]:
    return {
        "mapping": kept.number,
        "confirmed_at": kept.confirmed_at,
        "table": kind_of(kept.mapping),
        "row": _row(kept),
        "template": kept.mapping.template,
        "file": kept.file,
        "header": list(kept.header),
        "assumed": kept.mapping.assumed,
    }
