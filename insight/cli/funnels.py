"""Funnels that are kept: listed, saved, renamed, deleted."""

import argparse
from collections.abc import Callable

from insight.analysis import make_params
from insight.analysis.funnel.kept import (
    SavedFunnel,
    delete_funnel,
    find_funnel,
    rename_funnel,
    save_funnel,
    saved_funnels,
)
from insight.cli.analyses import pairs
from insight.cli.output import DONE, now, print_json, print_lines, say, user
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse import DuckWarehouse


def funnels(options: argparse.Namespace) -> int:
    """Do what the action says."""
    return ACTIONS[options.action](options, opened(options))


def _list(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    known = saved_funnels(warehouse)
    if options.json:
        print_json([_record(one) for one in known])
    else:
        print_lines(f"{one.name}  {one.saved_at:%Y-%m-%d %H:%M}  {one.saved_by or '–'}" for one in known)
    return DONE


def _save(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    params = make_params("funnel", pairs(options.parameters), warehouse)
    kept = save_funnel(warehouse, _named(options), params, at=now(), by=user(), replaces=options.replace)
    return say(options, _record(kept))


def _rename(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    found = find_funnel(warehouse, _named(options))
    return say(options, _record(rename_funnel(warehouse, found.funnel_id, options.to or "")))


def _delete(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    found = find_funnel(warehouse, _named(options))
    delete_funnel(warehouse, found.funnel_id, at=now())
    return say(options, {"deleted": found.name})


ACTIONS: dict[str, Callable[[argparse.Namespace, DuckWarehouse], int]] = {
    "list": _list,
    "save": _save,
    "rename": _rename,
    "delete": _delete,
}
"""Name -> what it does."""


def _record(one: SavedFunnel) -> dict[str, object]:
    return {
        "funnel_id": one.funnel_id,
        "name": one.name,
        "parameters": dict(one.parameters),
        "saved_at": one.saved_at,
        "saved_by": one.saved_by,
    }


def _named(options: argparse.Namespace) -> str:
    if not options.name:
        raise ParameterError("NAME", "–", _("the name of the funnel"))
    return str(options.name)
