"""Personas under a name: which group they are, whom they are compared with, what staff know of them, their versions."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse import DuckWarehouse, Warehouse
from insight.warehouse.kept_names import KeptNames, readable_name

SHEET_ROWS = ("who", "pain_points", "platforms", "topics", "behaviour", "consumption", "problem")
"""The rows of the positioning sheet."""

MOST_WRITTEN = 2_000

FRESH_DAYS = 92
"""What was said more than a quarter ago is past its date."""

_ALL = """
SELECT persona_id, name, member_of, base, broad, sheet, kept_at, kept_by
FROM app.personas
WHERE deleted_at IS NULL
ORDER BY persona_id
"""
_INSERT = """
INSERT INTO app.personas (persona_id, name, member_of, base, broad, sheet, kept_at, kept_by)
SELECT 1 + coalesce(max(persona_id), 0), $name, $member_of, $base, $broad, '{}', $at, $by
FROM app.personas
"""
_WRITE = "UPDATE app.personas SET sheet = $sheet, kept_at = $at, kept_by = $by WHERE persona_id = $number"
_DELETE = "UPDATE app.personas SET deleted_at = $at WHERE persona_id = $number"
_VERSION = """
INSERT INTO app.persona_versions (persona_id, as_of, currency, card, kept_at, kept_by)
VALUES ($number, $as_of, $currency, $card, $at, $by)
"""
_VERSIONS = """
SELECT as_of, currency, card, kept_at, kept_by
FROM app.persona_versions
WHERE persona_id = $number
ORDER BY as_of, kept_at
"""

_NAMES = KeptNames(
    table="app.personas",
    key="persona_id",
    number="persona",
    expected=_("the number of a kept persona"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote into a row of a sheet, and when that was last changed."""

    text: str
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """`member_of`: the group it is; `broad`: the class it belongs to, the first of the two levels; `sheet`: what staff
    wrote into the positioning sheet, by row."""

    persona_id: int
    name: str
    member_of: str
    base: str
    broad: str | None
    sheet: Mapping[str, Written]
    kept_at: dt.datetime
    kept_by: str | None

    @property
    def code(self) -> str:
        """How it is told as a group."""
        return f"persona:{self.persona_id}"


def kept_personas(warehouse: Warehouse) -> list[Persona]:
    """Every persona that is kept, the oldest first."""
    return [
        Persona(sheet=_sheet(row.pop("sheet"), row["kept_at"].date()), **row)
        for row in warehouse.arrow(_ALL).to_pylist()
    ]


def find_persona(warehouse: Warehouse, key: str | int) -> Persona:
    """The persona of a number or name. Raises ParameterError where there is none."""
    found = kept_personas(warehouse)
    for persona in found:
        if str(key) in (str(persona.persona_id), persona.name):
            return persona
    names = ", ".join(f"{each.persona_id} {each.name}" for each in found) or "–"
    raise ParameterError("persona", key, _("one of the kept personas: {names}", names=names))


def keep_persona(
    warehouse: DuckWarehouse,
    name: str,
    member_of: str,
    *,
    at: dt.datetime,
    base: str = "buyers",
    broad: str | None = None,
    by: str | None = None,
) -> Persona:
    """Keep a group as a persona. Raises ParameterError for a name that is taken, and for a persona of a persona."""
    name = readable_name(name)
    if member_of.startswith("persona:"):
        raise ParameterError("groups", member_of, _("a group that is no persona yet"))
    with warehouse.writing(of_data=False) as session:
        _NAMES.for_new(session, name, replaces=False)
        values = {"name": name, "member_of": member_of, "base": base, "broad": broad, "at": at, "by": by}
        session.execute(_INSERT, values)
    return find_persona(warehouse, name)


def write_sheet(
    warehouse: DuckWarehouse, number: int, rows: Mapping[str, str], *, at: dt.datetime, by: str | None = None
) -> Persona:
    """Complete the sheet by hand; an empty row is left to the data, one written as it stood keeps its day.

    Raises ParameterError for a row it has not.
    """
    for row, text in rows.items():
        if row not in SHEET_ROWS:
            raise ParameterError("sheet", row, _("one of {names}", names=", ".join(SHEET_ROWS)))
        if len(text) > MOST_WRITTEN:
            raise ParameterError("sheet", row, _("a text of 1 to {most} characters", most=MOST_WRITTEN))
    persona = find_persona(warehouse, number)
    sheet = json.dumps(_rewritten(persona.sheet, rows, at.date()), ensure_ascii=False)
    with warehouse.writing() as session:
        session.execute(_WRITE, {"sheet": sheet, "at": at, "by": by, "number": persona.persona_id})
    return find_persona(warehouse, number)


def rename_persona(warehouse: DuckWarehouse, number: int, name: str) -> Persona:
    """Give it another name. Raises ParameterError for a taken one, and where no persona has the number."""
    with warehouse.writing() as session:
        _NAMES.give(session, number, readable_name(name))
    return find_persona(warehouse, number)


def forget_persona(warehouse: DuckWarehouse, number: int, at: dt.datetime) -> None:
    """Take it off the list; its row and versions stay. Raises ParameterError where it is not there."""
    with warehouse.writing() as session:
        _NAMES.check_is_there(session, number)
        session.execute(_DELETE, {"number": number, "at": at})


def keep_version(
    warehouse: DuckWarehouse,
    number: int,
    card: Mapping[str, Any],
    *,
    as_of: dt.date,
    currency: str,
    at: dt.datetime,
    by: str | None = None,
) -> None:
    """Keep what the card says on a day, so that it can be compared with what it says later."""
    find_persona(warehouse, number)
    text = json.dumps(dict(card), ensure_ascii=False)
    values = {"number": number, "as_of": as_of, "currency": currency, "card": text, "at": at, "by": by}
    with warehouse.writing(of_data=False) as session:
        session.execute(_VERSION, values)


def versions(warehouse: Warehouse, number: int) -> list[dict[str, Any]]:
    """The kept versions of a persona, the oldest first: as_of, currency, card (plain values), kept_at, kept_by."""
    rows: list[dict[str, Any]] = warehouse.arrow(_VERSIONS, {"number": number}).to_pylist()
    return [row | {"card": json.loads(row["card"])} for row in rows]


def _sheet(kept: str, day: dt.date) -> dict[str, Written]:
    """A row that was kept before rows had days is of the `day` on which the sheet was."""
    return {
        row: Written(said, day) if isinstance(said, str) else Written(said["text"], dt.date.fromisoformat(said["on"]))
        for row, said in json.loads(kept).items()
    }


def _rewritten(sheet: Mapping[str, Written], rows: Mapping[str, str], day: dt.date) -> dict[str, dict[str, str]]:
    written = dict(sheet)
    for row, text in rows.items():
        if row not in sheet or sheet[row].text != text.strip():
            written[row] = Written(text.strip(), day)
    return {row: {"text": said.text, "on": said.on.isoformat()} for row, said in written.items() if said.text}
