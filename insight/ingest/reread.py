"""Read a batch again from the bytes that were kept, with another choice of encoding, template or columns."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from insight.errors import NotEnoughDataError, ParameterError, UploadError
from insight.i18n import _
from insight.ingest.draft import Draft, examine
from insight.ingest.load import SheetReport, load_sheet, next_batch
from insight.ingest.raw import kept_file
from insight.ingest.recognise import Mapping
from insight.schema import TABLES
from insight.warehouse import DuckWarehouse, Session, refresh


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A batch, and where the bytes lie that it was read from."""

    batch_id: int
    file: str
    sheet: str | None
    encoding: str | None
    path: Path


def kept_sheet(warehouse: DuckWarehouse, batch_id: int) -> KeptSheet:
    """Raises ParameterError for a batch that does not exist, NotEnoughDataError where its bytes were not kept."""
    found = warehouse.query(
        "SELECT file, sheet, encoding, file_sha256 FROM app.batches WHERE batch_id = $batch_id", {"batch_id": batch_id}
    ).to_dict("records")
    if not found:
        raise ParameterError("batch", batch_id, _("the number of a batch"))
    (batch,) = found
    path = kept_file(warehouse, batch["file_sha256"])
    if path is None:
        raise NotEnoughDataError(
            _("The uploaded file was not kept"),
            _("batch {batch_id}, {file}", batch_id=batch_id, file=batch["file"]),
            _("Import the file again; the setting keep_raw decides whether files are kept"),
        )
    sheet, encoding = (value if isinstance(value, str) else None for value in (batch["sheet"], batch["encoding"]))
    return KeptSheet(batch_id, batch["file"], sheet, encoding, path)


def draft_of(
    kept: KeptSheet,
    warehouse: DuckWarehouse,
    *,
    as_template: str | None = None,
    encoding: str | None = None,
) -> Draft:
    """The sheet of the batch, read and recognised again; its encoding stays the same where none is given."""
    drafts = examine(
        kept.path,
        name=kept.file,
        as_template=as_template,
        encoding=encoding or kept.encoding,
        warehouse=warehouse,
    )
    if any(draft.file_sha256 != kept.path.name for draft in drafts):
        raise UploadError(
            _("The kept file is not the one that was uploaded"),
            _("batch {batch_id}, {file}", batch_id=kept.batch_id, file=kept.file),
            _("Import the file again"),
        )
    same_sheet = [draft for draft in drafts if draft.sheet in (kept.sheet, None) and _ends_like(kept.file, draft.file)]
    if not same_sheet:
        raise UploadError(
            _("The kept file does not hold the sheet any more"),
            _("batch {batch_id}, {file}", batch_id=kept.batch_id, file=kept.file),
            _("Import the file again"),
        )
    draft = max(same_sheet, key=lambda each: len(each.file))
    table = replace(draft.table, file=kept.file) if draft.table else None
    return replace(draft, file=kept.file, table=table)


def _ends_like(file: str, read_as: str) -> bool:
    """Whether a draft is the file: read under the name `file`, a member of an archive is called `file/member`."""
    return read_as == file or file.endswith("/" + read_as.removeprefix(f"{file}/"))


def reread(
    warehouse: DuckWarehouse,
    batch_id: int,
    reread_at: dt.datetime,
    *,
    as_template: str | None = None,
    encoding: str | None = None,
    mapping: Mapping | None = None,
    reread_by: str | None = None,
) -> SheetReport:
    """Take the batch out and load its kept bytes with the new choice, in one transaction.

    The new reading keeps the number of the batch, and with it the place among the versions of each row: what was
    imported later stays newer. The former reading is kept as an undone batch under a new number.

    Raises what `kept_sheet` raises, and the refusal where the file cannot be read so; then nothing has changed.
    """
    draft = draft_of(kept_sheet(warehouse, batch_id), warehouse, as_template=as_template, encoding=encoding)
    if mapping is not None and draft.table is not None:
        draft = draft.with_mapping(mapping)
    if draft.refusal is not None:
        raise draft.refusal
    with warehouse.writing() as session:
        former = _set_aside(session, batch_id, reread_at)
        refresh(session, [former])
        return load_sheet(session, draft, batch_id, reread_at, reread_by)


def _set_aside(session: Session, batch_id: int, undone_at: dt.datetime) -> int:
    """Give the batch another number and mark it undone; returns that number."""
    former = next_batch(session)
    values = {"batch_id": batch_id, "former": former, "undone_at": undone_at}
    for name in TABLES:
        session.execute(f'UPDATE staging."{name}" SET batch_id = $former WHERE batch_id = $batch_id', values)  # noqa: S608
    session.execute("UPDATE app.repairs SET batch_id = $former WHERE batch_id = $batch_id", values)
    session.execute(
        "UPDATE app.batches SET batch_id = $former, undone_at = coalesce(undone_at, $undone_at) "
        "WHERE batch_id = $batch_id",
        values,
    )
    return former
