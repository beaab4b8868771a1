"""A damaged workspace, built again: the kept files are read as they were read before, what staff decided is put
back."""

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from insight.errors import InsightError, NotEnoughDataError
from insight.i18n import Text, _
from insight.ingest.answers import reading_from_json
from insight.ingest.draft import Draft, examine
from insight.ingest.load import load_sheet, next_batch
from insight.ingest.raw import kept_file
from insight.ingest.recognise import Mapping as ColumnMapping
from insight.ingest.reread import KeptSheet, draft_of
from insight.warehouse import DuckWarehouse, Session, refresh
from insight.warehouse.ledger import restore, salvage
from insight.warehouse.warehouse import open_workspace, set_aside

log = logging.getLogger(__name__)

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class RebuiltBatch:
    """A batch, and the reason why it could not be read again, None where it was."""

    batch_id: int
    file: str
    sheet: str | None
    refused: InsightError | None


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`set_aside`: where the damaged file lies now. `lost`: what nothing is left of to build from."""

    warehouse: DuckWarehouse
    set_aside: Path
    batches: tuple[RebuiltBatch, ...]
    lost: tuple[Text, ...]


_LOST = (
    _("The export log: its anchor still says which rows are missing"),
    _("Uploaded lists of ids, and notes from lists that came back"),
)
_ASSUMED = _("How the files were read and what staff decided: the files were read as if they were new")


def rebuild(workspace: str, rebuilt_at: dt.datetime) -> Rebuilt:
    """Set the file of the workspace aside, whatever is wrong with it, and make a new one from what is kept.

    What can still be read of the old file counts, else the second copy beside it (`ledger.json`). Without both, every
    kept file is read as if it were new. Each batch is a transaction of its own: one that cannot be read again hinders
    no other.
    """
    folder, damaged_file = set_aside(workspace)
    kept = salvage(folder, damaged_file)
    warehouse = open_workspace(workspace)
    with warehouse.writing() as session:
        restore(session, kept)
    known = kept["batches"]
    if known:
        rebuilt = [_again(warehouse, batch) for batch in known]
    else:
        rebuilt = [_as_new(warehouse, path, rebuilt_at) for path in _oldest_first(folder)]
    with warehouse.writing() as session:
        refresh(session)
    return Rebuilt(warehouse, damaged_file, tuple(rebuilt), _LOST if known else (*_LOST, _ASSUMED))


def _again(warehouse: DuckWarehouse, batch: Mapping[str, Any]) -> RebuiltBatch:
    """One batch under its own number, with the mapping it had; it stays undone where it was."""
    number, file, sheet = int(batch["batch_id"]), str(batch["file"]), batch["sheet"]
    try:
        path = kept_file(warehouse, str(batch["file_sha256"]))
        if path is None:
            raise _not_kept(number, file)
        reading = reading_from_json(batch.get("choices"))
        found = draft_of(KeptSheet(number, file, sheet, batch["encoding"], path, reading=reading), warehouse)
        draft = _with_mapping(found, str(batch["mapping"]))
        with warehouse.writing() as session:
            load_sheet(session, draft, number, _moment(batch["imported_at"]), batch["imported_by"])
            if batch["undone_at"] is not None:
                _mark_undone(session, number, _moment(batch["undone_at"]))
    except InsightError as error:
        log.warning("batch %s of %s cannot be built again: %s", number, file, error)
        return RebuiltBatch(number, file, sheet, error)
    return RebuiltBatch(number, file, sheet, None)


def _with_mapping(draft: Draft, mapping: str) -> Draft:
    """The draft as it was loaded then; as it is recognised now where a column has left the schema since."""
    if draft.table is None:
        raise draft.refusal or _not_kept(0, draft.file)
    try:
        return replace(draft, mapping=ColumnMapping.from_json(mapping), refusal=None)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        log.warning("the mapping of %s cannot be used any more: %s", draft.file, error)
    if draft.refusal is not None:
        raise draft.refusal
    return draft


def _as_new(warehouse: DuckWarehouse, path: Path, at: dt.datetime) -> RebuiltBatch:
    """A kept file of which nothing is known but its bytes."""
    with path.open("rb") as file:
        name = f"{path.name[:12]}{'.xlsx' if file.read(4) == _ZIP else '.csv'}"
    try:
        drafts = examine(path, name=name, warehouse=warehouse)
        usable = [draft for draft in drafts if draft.mapping is not None]
        if not usable:
            raise next(draft.refusal for draft in drafts if draft.refusal is not None)
        number = 0
        with warehouse.writing() as session:
            for draft in usable:
                number = next_batch(session)
                load_sheet(session, draft, number, at, None)
    except InsightError as error:
        return RebuiltBatch(0, name, None, error)
    return RebuiltBatch(number, name, None, None)


def _oldest_first(folder: Path) -> list[Path]:
    files = [path for path in (folder / "raw").glob("*") if len(path.name) == 64]
    return sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _mark_undone(session: Session, batch_id: int, undone_at: dt.datetime) -> None:
    session.execute(
        "UPDATE app.batches SET undone_at = $undone_at WHERE batch_id = $batch_id",
        {"batch_id": batch_id, "undone_at": undone_at},
    )
    refresh(session, [batch_id])


def _moment(value: object) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))


def _not_kept(batch_id: int, file: str) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("The uploaded file was not kept"),
        _("batch {batch_id}, {file}", batch_id=batch_id, file=file),
        _("Import the file again; the setting keep_raw decides whether files are kept"),
    )
