"""Whether the export log is whole: every row's hash holds the hash of the row before it.

A changed cell, a row taken out or put in between, and a changed list of people break the chain at that place. Rows cut
off at the end leave a whole chain behind: what was written stands a second time outside the tables (`export_anchor`).
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insight.i18n import Text, _

FIRST = "0" * 64
"""What the first row names as the hash before it."""

NO_PEOPLE = ""
"""The digest of an export that has nobody on it."""

CHAIN_VERSION = 2
"""How rows are hashed now: with this number, and with a digest of their people that holds the `identity_key` too. Rows
of the first version carry no number and are checked as they were written."""


Digests = Mapping[tuple[int, str], str]
"""Version of the chain and export_id -> the digest of the people."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the log is not as it was written: the number of the row (None: no row at all), and what is wrong."""

    number: int | None
    text: Text


def row_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 of a row's content, the hash before it included, its own hash left out."""
    left_out = {"row_hash"} if row.get("chain_version") is not None else {"row_hash", "chain_version"}
    content = {name: _plain(value) for name, value in row.items() if name not in left_out}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def faults(rows: Sequence[Mapping[str, Any]], digests: Digests) -> list[Fault]:
    """What is wrong with the rows, in order; `digests` are those of the people found now."""
    found = [fault for place, row in enumerate(rows) for fault in _of_row(rows, place, row, digests)]
    known = {row["export_id"] for row in rows}
    missing = sorted({export_id for _version, export_id in digests} - known)
    if missing:
        found.append(Fault(None, _("People of a list that the log does not hold: {ids}", ids=", ".join(missing))))
    return found


def _of_row(rows: Sequence[Mapping[str, Any]], place: int, row: Mapping[str, Any], digests: Digests) -> Iterator[Fault]:
    number = int(row["number"])
    before, expected = (rows[place - 1]["row_hash"], int(rows[place - 1]["number"]) + 1) if place else (FIRST, 1)
    if number != expected:
        yield Fault(number, _("Row {expected} is missing before row {number}", expected=expected, number=number))
    elif row["previous_hash"] != before:
        yield Fault(number, _("Row {number} does not follow the row before it", number=number))
    if row["row_hash"] != row_hash(row):
        yield Fault(number, _("Row {number} is not as it was written", number=number))
    if digests.get((row["chain_version"] or 1, row["export_id"]), NO_PEOPLE) != row["people_sha256"]:
        yield Fault(number, _("The people of row {number} are not those that were written", number=number))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value
