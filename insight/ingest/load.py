"""Drafts into the workspace: all sheets of one upload in one transaction; and back out again."""

import datetime as dt
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from insight.errors import InsightError, ParameterError
from insight.i18n import Language, _
from insight.ingest.answers import reading_json
from insight.ingest.asking import command
from insight.ingest.assumption import Assumption, from_json, to_json
from insight.ingest.clean import Cleaned, clean
from insight.ingest.clean.macros import reading
from insight.ingest.clean.wills import append_wills
from insight.ingest.draft import Draft
from insight.ingest.raw import keeping
from insight.ingest.stage import Counts, all_assumptions, append, count, register_extras, vars_of, write_batch
from insight.settings import settings
from insight.warehouse import DuckWarehouse, Session, refresh

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What became of one sheet. A refused sheet has `refused` and no tables.

    `assumptions` are what was decided without proof. `command` would load a refused sheet that can be read as a table.
    """

    file: str
    sheet: str | None
    template: str | None
    encoding: str | None
    refused: InsightError | None
    tables: dict[str, Counts]
    problems: int
    batch_id: int | None
    assumptions: tuple[Assumption, ...] = ()
    command: str | None = None

    def record(self, language: Language) -> dict[str, object]:
        """The report as JSON takes it: `refused` is the sentence, a table the counts by name."""
        told: dict[str, object] = {
            "file": self.file,
            "sheet": self.sheet,
            "template": self.template,
            "encoding": self.encoding,
            "batch_id": self.batch_id,
            "refused": self.refused.render(language) if self.refused else None,
            "problems": self.problems,
            "tables": {name: vars_of(counts) for name, counts in self.tables.items()},
            "assumptions": [one.record(language) for one in self.assumptions],
        }
        return told | ({"try": self.command} if self.command else {})


def load(
    warehouse: DuckWarehouse,
    drafts: Sequence[Draft],
    *,
    imported_at: dt.datetime,
    imported_by: str | None = None,
    progress: Callable[[int, Draft], None] | None = None,
) -> list[SheetReport]:
    """Load the sheets that are not refused, refresh, and report on all, in order. All together or not at all.

    `progress` is told the number of the sheet, from 0, before the sheet is loaded.
    """
    reports: list[SheetReport] = []
    if not any(draft.mapping for draft in drafts):
        return [_refused(draft, warehouse.workspace) for draft in drafts]
    warehouse.require_own_data()
    with keeping(warehouse) as keep, warehouse.writing() as session:
        for number, draft in enumerate(drafts):
            if progress:
                progress(number, draft)
            if draft.mapping is None:
                reports.append(_refused(draft, warehouse.workspace))
                continue
            keep(draft)
            reports.append(load_sheet(session, draft, next_batch(session), imported_at, imported_by))
    return reports


def _refused(draft: Draft, workspace: str) -> SheetReport:
    return SheetReport(
        draft.file, draft.sheet, None, draft.encoding, draft.refusal, {}, 0, None, command=command(draft, workspace)
    )


def next_batch(session: Session) -> int:
    """The number that no batch has had yet."""
    return int(session.scalar("SELECT coalesce(max(batch_id), 0) + 1 FROM app.batches"))


def load_sheet(
    session: Session, draft: Draft, batch_id: int, imported_at: dt.datetime, imported_by: str | None
) -> SheetReport:
    """Load one sheet as the batch of that number, which must be free, and refresh."""
    report = stage_sheet(session, draft, batch_id, imported_at, imported_by)
    refresh(session, [batch_id])
    return report


def stage_sheet(
    session: Session, draft: Draft, batch_id: int, imported_at: dt.datetime, imported_by: str | None
) -> SheetReport:
    """Clean one sheet into staging as the batch of that number; core and mart know nothing of it yet."""
    table, mapping = draft.table, draft.mapping
    if table is None or mapping is None:
        raise ValueError("a refused sheet cannot be loaded")
    session = reading(session)
    cleaned = clean(session, table, mapping, currency=settings().currency)
    counts = {name: count(session, cleaned, name) for name in cleaned.tables}
    register_extras(session, table, mapping)
    for name in cleaned.tables:
        append(session, table, mapping, name, batch_id)
    append_wills(session, table, mapping, batch_id)
    assumptions = all_assumptions(session, draft.assumptions, cleaned)
    record = {
        "batch_id": batch_id,
        "imported_at": imported_at,
        "imported_by": imported_by,
        "file": draft.file,
        "sheet": draft.sheet,
        "file_sha256": draft.file_sha256,
        "file_bytes": draft.file_bytes,
        "encoding": draft.encoding,
        "template": mapping.template,
        "source_system": mapping.source_system,
        "mapping": mapping.to_json(),
        "assumptions": to_json(assumptions),
        "choices": reading_json(draft.answers.reading),
    }
    write_batch(session, record, counts)
    _write_repairs(session, draft, cleaned, batch_id)
    return SheetReport(
        file=draft.file,
        sheet=draft.sheet,
        template=mapping.template,
        encoding=draft.encoding,
        refused=None,
        tables=counts,
        problems=len(cleaned.problems),
        batch_id=batch_id,
        assumptions=assumptions,
    )


def _write_repairs(session: Session, draft: Draft, cleaned: Cleaned, batch_id: int) -> None:
    if not len(cleaned.problems):
        return
    session.register("problems", pa.Table.from_pandas(cleaned.problems, preserve_index=False))
    session.execute(
        "INSERT INTO app.repairs SELECT $batch_id, $file, $sheet, source_row, table_name, column_name::VARCHAR, "
        "header::VARCHAR, value::VARCHAR, reason, is_rejected FROM problems",
        {"batch_id": batch_id, "file": draft.file, "sheet": draft.sheet},
    )


def batches(warehouse: DuckWarehouse) -> pd.DataFrame:
    """Every batch, newest first: batch_id, imported_at, imported_by, file, sheet, file_sha256, file_bytes, encoding,
    template, source_system, counts (table -> Counts by name), undone_at, assumptions (a tuple; None where an older
    version imported the batch and noted none).
    """
    frame = warehouse.query(
        "SELECT batch_id, imported_at, imported_by, file, sheet, file_sha256, file_bytes, encoding, template, "
        "source_system, counts, undone_at, assumptions FROM app.batches ORDER BY batch_id DESC"
    )
    told = [from_json(text) if isinstance(text, str) else None for text in frame["assumptions"]]
    return frame.assign(
        counts=[json.loads(text) for text in frame["counts"]], assumptions=pd.Series(told, frame.index, dtype=object)
    )


def repairs(warehouse: DuckWarehouse, batch_id: int | None = None) -> pd.DataFrame:
    """The repair list of one batch or of all: the columns of app.repairs; `reason` is a key of `REASONS`.

    What is wrong in a batch that was undone asks for no repair and is left out.
    """
    return warehouse.query(
        "SELECT batch_id, file, sheet, source_row, table_name, column_name, header, value, reason, is_rejected "
        "FROM app.repairs WHERE (batch_id = $batch_id OR $batch_id IS NULL) "
        "AND batch_id IN (SELECT batch_id FROM app.batches WHERE undone_at IS NULL) "
        "ORDER BY batch_id, source_row, column_name",
        {"batch_id": batch_id},
    )


def undo(warehouse: DuckWarehouse, batch_id: int, undone_at: dt.datetime) -> int:
    """Take a batch out again, as if it had never been loaded; returns the new generation.

    Raises ParameterError for a batch that does not exist or was undone before.
    """
    return undo_together(warehouse, [batch_id], undone_at)


def undo_together(warehouse: DuckWarehouse, batch_ids: Sequence[int], undone_at: dt.datetime) -> int:
    """Take several batches out again, all or none, as `undo` does one; returns the new generation."""
    with warehouse.writing() as session:
        for batch_id in batch_ids:
            _require(session, batch_id, undone=False)
            _mark(session, batch_id, undone_at)
        return refresh(session, batch_ids)


def redo(warehouse: DuckWarehouse, batch_id: int, redone_at: dt.datetime) -> int:
    """Bring an undone batch back, as if it had never been undone; returns the new generation.

    Nothing of the batch changes: `redone_at` only says in the log when that was. Raises ParameterError for a batch that
    does not exist or is in use.
    """
    with warehouse.writing() as session:
        _require(session, batch_id, undone=True)
        _mark(session, batch_id, None)
        generation = refresh(session, [batch_id])
    log.info("batch %s of %s brought back at %s", batch_id, warehouse.workspace, redone_at)
    return generation


def _require(session: Session, batch_id: int, *, undone: bool) -> None:
    values = {"batch_id": batch_id, "undone": undone}
    if not session.scalar(
        "SELECT count(*) FROM app.batches WHERE batch_id = $batch_id AND (undone_at IS NOT NULL) = $undone", values
    ):
        not_undone, was_undone = _("the number of a batch that has not been undone"), _("the number of an undone batch")
        raise ParameterError("batch", batch_id, was_undone if undone else not_undone)


def _mark(session: Session, batch_id: int, undone_at: dt.datetime | None) -> None:
    session.execute(
        "UPDATE app.batches SET undone_at = $undone_at WHERE batch_id = $batch_id",
        {"batch_id": batch_id, "undone_at": undone_at},
    )
