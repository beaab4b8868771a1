"""What the export log must hold, written a second time outside its tables: rows that were cut off are missed.

A file beside the database, one line a step. Before an export is committed its row is announced, afterwards confirmed,
and only then does the file leave the house. A process that dies in between leaves an announced row: if the log holds
it, it counts, and if not, nothing has left. So neither a crash looks like a cut, nor can a cut pass for a crash.
"""

import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from insight.errors import QueryError
from insight.govern.export_chain import Fault
from insight.i18n import Text, _
from insight.warehouse.private import open_private, sync_folder

log = logging.getLogger(__name__)

ANCHOR = "exports.anchor"
"""The name of the file in the folder of a workspace."""

_FIRST_ANCHORED = 2
"""The version of the chain from which on every row is announced here."""

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Known:
    """number -> (export_id, row_hash) of the rows as they were first confirmed, and as they were last announced."""

    confirmed: dict[int, tuple[str, str]] = field(default_factory=dict)
    announced: dict[int, tuple[str, str]] = field(default_factory=dict)


class Anchor:
    """The file of one workspace."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ANCHOR

    def begin(self, rows: Rows) -> None:
        """Announce the newest row of a log that is about to be committed, and first what it does not know of yet: rows
        of an older program, and one that was committed by a process that died."""
        *before, newest = rows
        known = self._read()
        late = [row for row in before if int(row["number"]) not in known.confirmed and _belongs(row, known)]
        self._append([line for row in late for line in (_announced(row), _confirmed(int(row["number"])))])
        self._append([_announced(newest)])

    def end(self, number: int) -> None:
        """Confirm a row that is committed. Where that cannot be written, the log itself is the proof."""
        try:
            self._append([_confirmed(number)])
        except QueryError as error:
            log.warning("row %s of the export log is not confirmed: %s", number, error)

    def faults(self, rows: Rows) -> list[Fault]:
        """Where the log and the anchor do not agree."""
        if not self._path.is_file():
            return _without_anchor(rows)
        known, held = self._read(), {int(row["number"]): row for row in rows}
        last = max(held, default=0)
        return [
            *_cut(known, last),
            *(
                Fault(
                    number,
                    _(
                        "Row {number} is not the one that was written: list {export_id} is missing",
                        number=number,
                        export_id=export_id,
                    ),
                )
                for number, (export_id, row_hash) in sorted(known.confirmed.items())
                if number in held and held[number]["row_hash"] != row_hash
            ),
            *(
                Fault(number, _("Row {number} was put in by something else than this program", number=number))
                for number, row in held.items()
                if number not in known.confirmed
                and known.announced.get(number, ("", ""))[1] != row["row_hash"]
                and (row["chain_version"] or 1) >= _FIRST_ANCHORED
            ),
        ]

    def _read(self) -> _Known:
        known = _Known()
        for line in self._lines():
            number = int(line["number"])
            if line["step"] == "announced":
                known.announced[number] = (str(line["export_id"]), str(line["row_hash"]))
            elif number in known.announced:
                known.confirmed.setdefault(number, known.announced[number])
        return known

    def _lines(self) -> Iterator[Mapping[str, Any]]:
        """The whole lines; one that was broken off in the middle was never relied on."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise _not_written(self._path, error) from error
        for line in content.splitlines():
            try:
                step = json.loads(line)
                if isinstance(step, dict) and {"step", "number"} <= step.keys():
                    yield step
            except ValueError:
                continue

    def _append(self, lines: Sequence[Mapping[str, object]]) -> None:
        """On the disk before this returns. Begins a line of its own, whatever a process that died left behind."""
        if not lines:
            return
        text = "".join(f"\n{json.dumps(line)}" for line in lines) + "\n"
        try:
            with os.fdopen(open_private(self._path, "ab"), "ab") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            sync_folder(self._path.parent)
        except OSError as error:
            raise _not_written(self._path, error) from error


def _belongs(row: Mapping[str, Any], known: _Known) -> bool:
    """Whether a row that was not confirmed is there by right: announced so, or from before there were anchors."""
    announced = known.announced.get(int(row["number"]))
    if announced is not None:
        return announced[1] == str(row["row_hash"])
    return (row["chain_version"] or 1) < _FIRST_ANCHORED


def _cut(known: _Known, last: int) -> list[Fault]:
    return [
        Fault(
            number,
            _("Row {number} is missing at the end: list {export_id}", number=number, export_id=export_id),
        )
        for number, (export_id, _row_hash) in sorted(known.confirmed.items())
        if number > last
    ]


def _without_anchor(rows: Rows) -> list[Fault]:
    """A log that was written before there were anchors needs none yet."""
    if all((row["chain_version"] or 1) < _FIRST_ANCHORED for row in rows):
        return []
    text: Text = _("The file {file} is missing: whether rows were cut off cannot be said any more", file=ANCHOR)
    return [Fault(None, text)]


def _announced(row: Mapping[str, Any]) -> dict[str, object]:
    content = {"number": int(row["number"]), "export_id": row["export_id"], "row_hash": row["row_hash"]}
    return {"step": "announced"} | content


def _confirmed(number: int) -> dict[str, object]:
    return {"step": "confirmed", "number": number}


def _not_written(path: Path, error: OSError) -> QueryError:
    return QueryError(
        _("The export could not be entered in the log"),
        _("{path}: {reason}", path=str(path), reason=error.strerror or str(error)),
        _("Nothing was written. Check that the disk has space and that the folder can be written to"),
    )
