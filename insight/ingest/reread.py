"""Read a batch again from the bytes that were kept, with another choice of encoding, template or columns."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from insight.errors import NotEnoughDataError, ParameterError, UploadError
from insight.i18n import _
from insight.ingest.answers import Answers, combined, reading_from_json
from insight.ingest.draft import Draft, examine
from insight.ingest.load import SheetReport, load_sheet, next_batch
from insight.ingest.raw import kept_file
from insight.ingest.read.choices import ReadChoices
from insight.ingest.recognise import Mapping, header_fingerprint
from insight.ingest.sheets import is_called
from insight.schema import TABLES
from insight.warehouse import DuckWarehouse, Session, refresh

_BY_ITSELF = ReadChoices()


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A batch, where the bytes lie that it was read from, and how they were read."""

    batch_id: int
    file: str
    sheet: str | None
    encoding: str | None
    path: Path
    mapping: Mapping | None = None
    reading: ReadChoices = _BY_ITSELF


def kept_sheet(warehouse: DuckWarehouse, batch_id: int) -> KeptSheet:
    """Raises ParameterError for a batch that does not exist, NotEnoughDataError where its bytes were not kept."""
    found = warehouse.query(
        "SELECT file, sheet, encoding, file_sha256, mapping, choices FROM app.batches WHERE batch_id = $batch_id",
        {"batch_id": batch_id},
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
    mapping, reading = Mapping.from_json(batch["mapping"]), reading_from_json(batch["choices"])
    return KeptSheet(batch_id, batch["file"], sheet, encoding, path, mapping, reading)


def draft_of(
    kept: KeptSheet,
    warehouse: DuckWarehouse,
    answers: Answers | None = None,
) -> Draft:
    """The sheet of the batch, read as it was read then but for what is said now, and recognised again."""
    said = answers or Answers()
    said = replace(said, sheet=None, reading=combined(kept.reading, said.reading))
    found = _same_sheet(kept, examine(kept.path, name=kept.file, answers=said, warehouse=warehouse))
    if found and said.reading.encoding is None and found[0].encoding != kept.encoding:
        said = replace(said, reading=replace(said.reading, encoding=kept.encoding))
        found = _same_sheet(kept, examine(kept.path, name=kept.file, answers=said, warehouse=warehouse))
    if found and found[0].file_sha256 != kept.path.name:
        raise UploadError(
            _("The kept file is not the one that was uploaded"),
            _("batch {batch_id}, {file}", batch_id=kept.batch_id, file=kept.file),
            _("Import the file again"),
        )
    if not found:
        raise UploadError(
            _("The kept file does not hold the sheet any more"),
            _("batch {batch_id}, {file}", batch_id=kept.batch_id, file=kept.file),
            _("Import the file again"),
        )
    draft = max(found, key=lambda each: len(each.file))
    table = replace(draft.table, file=kept.file) if draft.table else None
    return replace(draft, file=kept.file, table=table)


def _same_sheet(kept: KeptSheet, drafts: Sequence[Draft]) -> list[Draft]:
    return [draft for draft in drafts if is_called(draft.file, draft.sheet, kept.file, kept.sheet)]


def read_again(warehouse: DuckWarehouse, kept: KeptSheet, answers: Answers, *, mapping: Mapping | None = None) -> Draft:
    """The sheet of the batch as a person wants it read now.

    Its mapping is the one given; else, where only assumptions or the way of reading change and the headers stay, the
    one that it was loaded with; else it is recognised afresh. Raises the refusal where it cannot be read so.
    """
    draft = draft_of(kept, warehouse, answers=answers)
    if draft.table is not None and mapping is not None:
        draft = draft.with_mapping(mapping)
    elif draft.table is not None and kept.mapping is not None and _keeps_columns(answers, kept, warehouse, draft):
        draft = draft.with_mapping(kept.mapping).with_assumed(answers.assumed)
    if draft.refusal is not None:
        raise draft.refusal
    return draft


def _keeps_columns(answers: Answers, kept: KeptSheet, warehouse: DuckWarehouse, draft: Draft) -> bool:
    """Whether nothing is said of rows and columns, and the sheet still has the headers that it was loaded with."""
    if answers.template or answers.is_about_columns or answers.is_open:
        return False
    if draft.answers.reading == kept.reading:
        return True
    former = draft_of(kept, warehouse)
    return header_fingerprint(former.header) == header_fingerprint(draft.header)


def reread(
    warehouse: DuckWarehouse,
    batch_id: int,
    reread_at: dt.datetime,
    *,
    as_template: str | None = None,
    encoding: str | None = None,
    mapping: Mapping | None = None,
    answers: Answers | None = None,
    reread_by: str | None = None,
) -> SheetReport:
    """Take the batch out and load its kept bytes with the new choice, in one transaction.

    The new reading keeps the number of the batch, and with it the place among the versions of each row: what was
    imported later stays newer. The former reading is kept as an undone batch under a new number.

    Raises what `kept_sheet` raises, and the refusal where the file cannot be read so; then nothing has changed.
    """
    said = answers or Answers()
    reading = combined(said.reading, ReadChoices(encoding=encoding))
    said = replace(said, template=as_template or said.template, reading=reading)
    draft = read_again(warehouse, kept_sheet(warehouse, batch_id), said, mapping=mapping)
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
