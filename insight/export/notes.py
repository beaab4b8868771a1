"""What staff wrote into a list, taken back as data: kept with who and when, conflicts told and nothing overwritten."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from insight.export.choices import choices_of
from insight.export.reupload import Returned
from insight.govern import Asker, admit, exported_people, mask_contacts, mask_texts
from insight.warehouse import DuckWarehouse, Session, Warehouse

Trouble = Literal["note_differs", "tags_changed"]
"""note_differs: another returned file says something else about the person; tags_changed: the person's tags are no
longer those that stood on the list."""

_STORED = """
WITH placed AS (
    SELECT
        customer_id, note, tags, noted_by, noted_at, file, file_sha256, export_id,
        row_number() OVER (PARTITION BY customer_id ORDER BY note_id DESC) AS place
    FROM app.list_notes
    WHERE export_id = $export_id OR noted_at >= $exported_at
)
SELECT customer_id, note, tags, noted_by, noted_at, file, file_sha256
FROM placed
WHERE place = 1
ORDER BY customer_id
"""

_TAGS = """
SELECT DISTINCT people.customer_id, people.tags
FROM app.export_people AS exported
LEFT JOIN core.identity_rows AS named ON named.identity_key = exported.identity_key
JOIN core.customers AS people ON people.customer_id = coalesce(named.customer_id, exported.customer_id)
WHERE exported.export_id = $export_id
"""

_ALL = """
SELECT notes.note_id, notes.export_id, notes.customer_id, people.name, notes.note, notes.tags, notes.noted_by,
    notes.noted_at, notes.file
FROM app.list_notes AS notes
LEFT JOIN core.customers AS people ON people.customer_id = notes.customer_id
ORDER BY notes.note_id DESC
"""


_KEPT = ("customer_id", "export_id", "noted_by", "file")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one row of a returned list says about a person, as the person is known now.

    `tags`: all tags that the person should have, those of the list with the changes and the new ones; "" where staff
    took all of them away, None where they changed nothing.
    """

    customer_id: str
    note: str | None
    tags: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A note that was not taken, what stands against it, and where that comes from."""

    trouble: Trouble
    note: Note
    stored: str
    by: str | None
    at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """`taken` can be stored, `known` stand so already, `conflicts` need somebody who decides."""

    taken: tuple[Note, ...]
    known: int
    conflicts: tuple[Conflict, ...]


def notes_in(warehouse: Warehouse, returned: Returned) -> Noted:
    """What the file says about people of its list, against what is stored and known by now. Nothing is written."""
    then = _as_exported(warehouse, returned)
    stored = _stored(warehouse, returned)
    tags_now = _tags_now(warehouse, returned)
    taken: list[Note] = []
    conflicts: list[Conflict] = []
    known = 0
    for note, tags_then in _written(returned, then):
        before = stored.get(note.customer_id)
        if before is not None and (before["note"], before["tags"]) == (note.note, note.tags):
            known += 1
        elif before is not None and before["file_sha256"] != returned.file_sha256:
            conflicts.append(_note_differs(note, before))
        elif note.tags is not None and tags_now.get(note.customer_id, "") != tags_then:
            now = tags_now.get(note.customer_id, "")
            conflicts.append(Conflict(trouble="tags_changed", note=note, stored=now, by=None, at=None))
        else:
            taken.append(note)
    return Noted(taken=tuple(taken), known=known, conflicts=tuple(conflicts))


def take_notes(
    warehouse: DuckWarehouse, returned: Returned, notes: Collection[Note], *, by: str | None, at: dt.datetime
) -> int:
    """Store notes of a returned list; what was stored before stays beside them. Returns how many."""
    rows = [
        {"customer_id": note.customer_id, "note": note.note, "tags": note.tags, "place": place}
        for place, note in enumerate(notes, start=1)
    ]
    if rows:
        with warehouse.writing(of_data=False) as session:
            _insert(session, pa.Table.from_pylist(rows, schema=_SCHEMA), returned, by, at)
    return len(rows)


def list_notes(warehouse: Warehouse, asker: Asker | None = None) -> pd.DataFrame:
    """Everything that was taken back, the newest first: note_id, export_id, customer_id, name, note, tags, noted_by,
    noted_at, file; contacts in them masked. Raises RoleError for a manager."""
    admit("notes", asker or Asker())
    frame: pd.DataFrame = mask_texts(warehouse.arrow(_ALL), keep=_KEPT).to_pandas()
    return frame


def _as_exported(warehouse: Warehouse, returned: Returned) -> dict[str, tuple[str, str]]:
    """The number on the list → the person as known now, and the tags that stood on the list."""
    rows = exported_people(warehouse, returned.export.export_id).to_pylist()
    return {row["exported_customer_id"]: (row["customer_id"], (row["tags"] or "").strip()) for row in rows}


def _written(returned: Returned, then: Mapping[str, tuple[str, str]]) -> list[tuple[Note, str]]:
    """The notes of people of the list in which staff wrote or changed something, each with the tags it began with.

    The last row of a person counts. Tags are read only where the list was written for notes and shows them.
    """
    has_tags = choices_of(returned.export).for_notes and "tags" in returned.export.columns
    notes: dict[str, tuple[Note, str]] = {}
    for row in returned.people.to_pylist():
        if row["customer_id"] not in then:
            continue
        customer_id, tags_then = then[row["customer_id"]]
        kept = (row["tags"] or "") if has_tags else tags_then
        tags = "; ".join(part for part in (kept, row["new_tags"]) if part)
        note = Note(customer_id=customer_id, note=row["notes"] or None, tags=tags if tags != tags_then else None)
        if note.note is not None or note.tags is not None:
            notes[customer_id] = note, tags_then
    return list(notes.values())


def _stored(warehouse: Warehouse, returned: Returned) -> dict[str, dict[str, Any]]:
    """The newest note of each person that this list could not know of."""
    values = {"export_id": returned.export.export_id, "exported_at": returned.export.exported_at}
    return {row["customer_id"]: row for row in warehouse.arrow(_STORED, values).to_pylist()}


def _tags_now(warehouse: Warehouse, returned: Returned) -> dict[str, str]:
    """The tags as the list would write them today."""
    table = warehouse.arrow(_TAGS, {"export_id": returned.export.export_id})
    tags = table["tags"] if returned.export.is_unmasked else mask_contacts(table["tags"])
    return {
        customer_id: (text or "").strip()
        for customer_id, text in zip(table["customer_id"].to_pylist(), tags.to_pylist(), strict=True)
    }


def _note_differs(note: Note, before: Mapping[str, Any]) -> Conflict:
    said = "; ".join(before[name] for name in ("note", "tags") if before[name])
    return Conflict(trouble="note_differs", note=note, stored=said, by=before["noted_by"], at=before["noted_at"])


def _insert(session: Session, rows: pa.Table, returned: Returned, by: str | None, at: dt.datetime) -> None:
    session.register("new_notes", rows)
    session.execute(
        """
        INSERT INTO app.list_notes BY NAME
        SELECT
            (SELECT coalesce(max(note_id), 0) FROM app.list_notes) + place AS note_id,
            $export_id AS export_id, customer_id, note, tags, $by AS noted_by, $at::TIMESTAMP AS noted_at,
            $file AS file, $file_sha256 AS file_sha256
        FROM new_notes
        """,
        {
            "export_id": returned.export.export_id,
            "by": by,
            "at": at,
            "file": returned.file,
            "file_sha256": returned.file_sha256,
        },
    )


_SCHEMA = pa.schema([("customer_id", pa.string()), ("note", pa.string()), ("tags", pa.string()), ("place", pa.int64())])
