"""A list that comes back: recognised by its passport, checked against the export log, read as data and nothing else.

What the file says is compared, never run: the definition of its segment is taken from the log of this workspace.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from insight.errors import UploadError
from insight.export.columns import labels
from insight.export.content import CONTROL_HEADER
from insight.export.passport import VERSION
from insight.govern import Asker, Export, admit, exports
from insight.i18n import LANGUAGES, Text, _
from insight.ingest import LIST_FORMAT
from insight.ingest.read import ReadLimits, TextTable, Unreadable, read_rows
from insight.ingest.read.containers.content import kind_of, refuse_large
from insight.ingest.read.table import ROW_NUMBER, column_names
from insight.warehouse import Warehouse

_READ = ("customer_id", "tags", "notes", "new_tags")
_PASSPORT_COLUMNS = 2
_MOST_PASSPORT_ROWS = 20_000
_HEADER_WITHIN = 20
_LIMITS = ReadLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A list that this workspace wrote, as it came back.

    `people`: one row a row of the list, in the order of the file: customer_id, tags, notes, new_tags (text, null where
    the list has no such column or the cell is empty). `has_ids`: whether the list has customer numbers at all.
    """

    file: str
    file_sha256: str
    export: Export
    people: pa.Table
    has_ids: bool


def read_returned(warehouse: Warehouse, path: Path, *, name: str | None = None, asker: Asker | None = None) -> Returned:
    """Read a list that came back. Raises RoleError for a manager: it speaks of single persons.

    A .csv has no passport and is known only as long as nobody changed it. Raises UploadError for a file that is no list
    of ours, one of another workspace or a newer version, and one whose passport is not as it was written.
    """
    admit("returned_list", asker or Asker())
    shown = name or path.name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    grids = _grids(path, shown)
    record = next((found for grid in grids if (found := _record(grid)) is not None), None)
    export = _by_file(warehouse, digest) if record is None else _by_record(warehouse, record, shown)
    if export is None:
        raise _not_ours(shown)
    lists = [people for grid in grids if (people := _people(grid, export)) is not None]
    return Returned(
        file=shown,
        file_sha256=digest,
        export=export,
        people=pa.concat_tables(lists) if lists else _NOBODY,
        has_ids=bool(lists),
    )


def _grids(path: Path, name: str) -> list[TextTable]:
    """The sheets of a workbook with every row as it stands, or the rows of a text file."""
    refuse_large(path, name, _LIMITS.max_file_bytes)
    kind = kind_of(path, name)
    if kind not in ("workbook", "text"):
        raise _not_ours(name)
    found = read_rows(path, name=name, limits=_LIMITS)
    grids = [sheet for sheet in found if isinstance(sheet, TextTable)]
    if not grids:
        raise next((sheet.error for sheet in found if isinstance(sheet, Unreadable)), _not_ours(name))
    return grids


def _record(grid: TextTable) -> str | None:
    """The record of the passport, put together from its pieces; None where the sheet is no passport."""
    if grid.cells.num_rows > _MOST_PASSPORT_ROWS or grid.cells.num_columns <= _PASSPORT_COLUMNS:
        return None
    names, contents = (grid.cells.column(str(place)).to_pylist() for place in range(_PASSPORT_COLUMNS))
    begins = [place for place, text in enumerate(contents) if text and f'"format": "{LIST_FORMAT}"' in text]
    if not begins:
        return None
    pieces = zip(names[begins[0] :], contents[begins[0] :], strict=True)
    return "".join(text or "" for entry, text in pieces if entry == names[begins[0]])


def _by_record(warehouse: Warehouse, record: str, file: str) -> Export:
    try:
        said: Mapping[str, Any] = json.loads(record)
        version, workspace, export_id = said["version"], str(said["workspace"]), str(said.get("export_id"))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(file) from error
    if not isinstance(version, int) or version > VERSION:
        raise UploadError(
            _("This list was written by a newer version of this program"),
            _("{file}: version {version}", file=file, version=str(version)),
            _("Update the program and upload it again"),
        )
    export = next((each for each in exports(warehouse) if each.export_id == export_id), None)
    if export is None:
        raise UploadError(
            _("This list was not written by this workspace"),
            _(
                "{file}: list {export_id} of the workspace {workspace}",
                file=file,
                export_id=export_id,
                workspace=workspace,
            ),
            _("Open the workspace it comes from and upload it there"),
        )
    if hashlib.sha256(record.encode()).hexdigest() != export.record_sha256:
        raise _damaged(file)
    return export


def _by_file(warehouse: Warehouse, digest: str) -> Export | None:
    return next((export for export in exports(warehouse) if export.file_sha256 == digest), None)


def _people(grid: TextTable, export: Export) -> pa.Table | None:
    """The rows of a sheet of people; None for any other, those left out and the control group among them."""
    head = grid.cells.slice(0, _HEADER_WITHIN).drop_columns(ROW_NUMBER).to_pylist()
    for place, row in enumerate(head):
        places = {str(text).strip(): column for column, text in row.items() if text}
        if places.keys() & _names("customer_id"):
            return None if _is_beside(places.keys(), export) else _columns(grid.cells.slice(place + 1), places)
    return None


def _is_beside(headers: Set[str], export: Export) -> bool:
    """Whether a sheet is one of those beside the list. The RFM group stood on that of the control group alone once."""
    is_old_control = bool(headers & _names("rfm_group")) and "rfm_group" not in export.columns
    return is_old_control or bool(headers & _BESIDE)


def _columns(rows: pa.Table, places: Mapping[str, str]) -> pa.Table:
    """The columns that are read; rows without any content are none."""
    rows = rows.filter(reduce(pc.or_, (pc.is_valid(rows.column(name)) for name in column_names(rows))))
    nothing = pa.nulls(rows.num_rows, pa.string())
    found = {name: next((places[text] for text in places if text in _names(name)), None) for name in _READ}
    return pa.table(
        {
            name: nothing if column is None else pc.utf8_trim_whitespace(rows.column(column))
            for name, column in found.items()
        },
        schema=_NOBODY.schema,
    )


def _names(column: str) -> set[str]:
    """What stands above a column, in every language."""
    return set(_said(labels("CNY")[column]))


def _said(text: Text) -> Iterator[str]:
    return (text.render(language) for language in LANGUAGES)


def _not_ours(file: str) -> UploadError:
    return UploadError(
        _("This file is not a list that Insight Desk wrote"),
        _("{file}: no passport", file=file),
        _("Upload the .xlsx with its passport sheet; a .csv is known only as long as nobody has changed it"),
    )


def _damaged(file: str) -> UploadError:
    return UploadError(
        _("The passport of this list is not as it was written"),
        _("{file}", file=file),
        _("Upload the list with the passport sheet untouched; notes and tags may be changed, the passport may not"),
    )


_NOBODY = pa.table({column: pa.array([], pa.string()) for column in _READ})
_BESIDE = {*_said(_("Why left out")), *_said(CONTROL_HEADER), *_said(_("What happened"))}
"""Headers that only the other sheets of a list have."""
