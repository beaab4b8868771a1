"""Mappings that a person confirmed, kept for sheets with the same headers: found, listed, forgotten."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from insight.errors import ParameterError
from insight.i18n import _
from insight.ingest.answers import reading_from_json, reading_json
from insight.ingest.read import TextTable
from insight.ingest.read.choices import ReadChoices
from insight.ingest.recognise import Mapping, header_fingerprint
from insight.ingest.sheets import same_sheet
from insight.warehouse import DuckWarehouse

if TYPE_CHECKING:
    from insight.ingest.draft import Draft

_SHORT = 8


@dataclass(frozen=True, slots=True)
class Remembered:
    """`header` is the header row that the mapping speaks of, read as `reading` says; `file` was confirmed with it.

    `header` and `file` are unknown (empty, None) for what an older version kept.
    """

    fingerprint: str
    mapping: Mapping
    reading: ReadChoices
    confirmed_at: dt.datetime
    header: tuple[str, ...] = ()
    file: str | None = None

    @property
    def number(self) -> str:
        """Short for the fingerprint, by which a person names it."""
        return self.fingerprint[:_SHORT]

    def fits(self, table: TextTable) -> bool:
        """Whether the table has the header row that the mapping speaks of."""
        return not self.header or header_fingerprint(self.header) == header_fingerprint(table.header)


def remember(warehouse: DuckWarehouse, draft: "Draft", confirmed_at: dt.datetime) -> None:
    """Keep the draft's mapping, and how its file is read, for sheets with the same headers."""
    if draft.table is None or draft.mapping is None:
        raise ValueError("a refused sheet has no mapping to remember")
    values = {
        "header_fingerprint": _fingerprint(_unasked(draft)),
        "mapping": draft.mapping.to_json(),
        "confirmed_at": confirmed_at,
        "header": json.dumps(draft.table.header, ensure_ascii=False),
        "choices": reading_json(draft.answers.reading),
        "file": draft.file,
    }
    with warehouse.writing(of_data=False) as session:
        session.execute("DELETE FROM app.mappings WHERE header_fingerprint = $header_fingerprint", values)
        session.execute(
            "INSERT INTO app.mappings (header_fingerprint, mapping, confirmed_at, header, choices, file) "
            "VALUES ($header_fingerprint, $mapping, $confirmed_at, $header, $choices, $file)",
            values,
        )


def remembered_for(warehouse: DuckWarehouse, table: TextTable) -> Remembered | None:
    """What was confirmed for sheets that read like this one when nothing is chosen; None where nothing was."""
    fingerprint = _fingerprint(table)
    return next((kept for kept in remembered_mappings(warehouse) if kept.fingerprint == fingerprint), None)


def remembered_mappings(warehouse: DuckWarehouse) -> list[Remembered]:
    """All that is remembered, the newest first; what no longer fits the schema is left out."""
    found = warehouse.query(
        "SELECT header_fingerprint, mapping, confirmed_at, header, choices, file FROM app.mappings "
        "ORDER BY confirmed_at DESC, header_fingerprint"
    )
    kept = (_remembered(row) for row in found.to_dict("records"))
    return [one for one in kept if one is not None]


def forget(warehouse: DuckWarehouse, number: str) -> Remembered:
    """Forget one, named by its number or by more of its fingerprint; returns what it was.

    Raises ParameterError where none or several are called so.
    """
    known = remembered_mappings(warehouse)
    called = [one for one in known if number and one.fingerprint.startswith(number)]
    if len(called) != 1:
        numbers = ", ".join(one.number for one in known)
        expected = _("one of {names}", names=numbers) if known else _("nothing: no mapping is remembered here")
        raise ParameterError("mapping", number, expected)
    with warehouse.writing(of_data=False) as session:
        session.execute(
            "DELETE FROM app.mappings WHERE header_fingerprint = $fingerprint", {"fingerprint": called[0].fingerprint}
        )
    return called[0]


def _remembered(row: dict[object, object]) -> Remembered | None:
    header, file = row["header"], row["file"]
    try:
        mapping, reading = Mapping.from_json(str(row["mapping"])), reading_from_json(row["choices"])
    except (ValueError, TypeError):
        return None
    return Remembered(
        fingerprint=str(row["header_fingerprint"]),
        mapping=mapping,
        reading=reading,
        confirmed_at=row["confirmed_at"].to_pydatetime(),  # type: ignore[attr-defined]
        header=tuple(json.loads(header)) if isinstance(header, str) else (),
        file=file if isinstance(file, str) else None,
    )


def _unasked(draft: "Draft") -> TextTable:
    """The sheet as it is read when nothing is chosen: that is how the next file of its kind is met first."""
    if draft.table is None:
        raise ValueError("a refused sheet has no headers")
    if draft.answers.reading == ReadChoices() or not draft.path.is_file():
        return draft.table
    return same_sheet(draft.path, draft.file, draft.sheet, ReadChoices()) or draft.table


def _fingerprint(table: TextTable) -> str:
    """Of the headers; a sheet without any is known by the name of its file without the figures in it as well."""
    if table.header_rows:
        return header_fingerprint(table.header)
    stem = PurePath(table.file.replace("\\", "/")).stem
    return header_fingerprint((*table.header, "".join(sign for sign in stem if not sign.isdigit())))
