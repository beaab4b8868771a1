"""Personas under a name, and their cards: listed, kept, written into, forgotten, taken along."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from insight.analysis import make_params
from insight.analysis.personas import (
    Persona,
    PersonasParams,
    find_persona,
    forget_persona,
    keep_persona,
    kept_personas,
    rename_persona,
    write_sheet,
)
from insight.analysis.personas import personas as personas_of
from insight.cli.analyses import pairs
from insight.cli.output import DONE, asker, language, now, print_json, print_lines, say, user
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.export.personas import persona_book, persona_page, persona_picture
from insight.govern.small_cells import seen_by
from insight.i18n import _
from insight.warehouse import DuckWarehouse

_CARDS = {".png": persona_picture, ".html": persona_page, ".xlsx": persona_book}


def personas(options: argparse.Namespace) -> int:
    """Do what the action says."""
    return ACTIONS[options.action](options, opened(options))


def _list(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    known = kept_personas(warehouse)
    if options.json:
        print_json([_record(persona) for persona in known])
    else:
        print_lines(f"{each.persona_id:>4}  {each.name}  {each.member_of}  ({each.broad or '–'})" for each in known)
    return DONE


def _keep(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    """The one group of `-p groups=…`, compared as `-p base=…` says."""
    params = _params(options, warehouse)
    if len(params.groups) > 1:
        raise ParameterError("groups", list(params.groups), _("one group"))
    kept = {"base": params.base, "broad": options.broad, "at": now(), "by": user()}
    return say(options, _record(keep_persona(warehouse, options.name or "", params.groups[0], **kept)))


def _write(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    rows = {row: str(text) for row, text in pairs(options.rows, "--row").items()}
    number = find_persona(warehouse, options.name or "").persona_id
    return say(options, _record(write_sheet(warehouse, number, rows, at=now(), by=user())))


def _rename(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    number = find_persona(warehouse, options.name or "").persona_id
    return say(options, _record(rename_persona(warehouse, number, options.to or "")))


def _forget(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    persona = find_persona(warehouse, options.name or "")
    forget_persona(warehouse, persona.persona_id, now())
    return say(options, {"forgotten": persona.persona_id})


def _card(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    out: Path | None = options.out
    make = _CARDS.get("" if out is None else out.suffix.lower())
    if out is None or make is None:
        raise ParameterError("--out", out or "–", _("a file that ends in {names}", names=", ".join(_CARDS)))
    params = _params(options, warehouse)
    written = {each.code: each.sheet for each in kept_personas(warehouse)}
    result = seen_by(asker(), personas_of(warehouse, params))
    out.write_bytes(make(warehouse, asker(), result, written, language(), at=now()))
    return say(options, {"file": str(out), "groups": list(params.groups), "as_of": params.as_of})


ACTIONS: Mapping[str, Callable[[argparse.Namespace, DuckWarehouse], int]] = {
    "list": _list,
    "keep": _keep,
    "write": _write,
    "rename": _rename,
    "forget": _forget,
    "card": _card,
}
"""Name -> what it does."""


def _params(options: argparse.Namespace, warehouse: DuckWarehouse) -> PersonasParams:
    """A name stands for the persona of it."""
    given = pairs(options.parameters)
    if options.action == "card" and options.name:
        given |= {"groups": [find_persona(warehouse, options.name).code]}
    params = make_params("personas", given, warehouse)
    assert isinstance(params, PersonasParams)
    return params


def _record(persona: Persona) -> dict[str, Any]:
    return {
        "persona": persona.persona_id,
        "name": persona.name,
        "member_of": persona.member_of,
        "base": persona.base,
        "broad": persona.broad,
        "sheet": {row: {"text": said.text, "on": said.on} for row, said in persona.sheet.items()},
        "kept_at": persona.kept_at,
        "kept_by": persona.kept_by,
    }
