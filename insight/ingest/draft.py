"""One sheet of an uploaded file, understood but not yet loaded; and what would become of it."""

import datetime as dt
import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from insight.errors import UploadError
from insight.ingest.beside import beside
from insight.ingest.clean import clean
from insight.ingest.corrected import without_reasons
from insight.ingest.own_list import OwnListError, is_own_list
from insight.ingest.read import TextTable, Unreadable, read_file
from insight.ingest.recognise import Mapping, Recognition, header_fingerprint, recognise
from insight.ingest.recognise.register import with_first_row
from insight.settings import settings
from insight.warehouse import DuckWarehouse, scratch


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet with what was understood of it. Exactly one of `mapping` and `refusal` is there.

    `path` is where the uploaded bytes lie, for as long as they do; for a member of an archive the archive.
    `remembered`: the mapping is one that a person confirmed before for a sheet with these headers.
    """

    file: str
    sheet: str | None
    file_sha256: str
    file_bytes: int
    path: Path
    table: TextTable | None
    recognition: Recognition | None
    mapping: Mapping | None
    refusal: UploadError | None
    remembered: bool = False

    @property
    def rows(self) -> int:
        """Rows of data in the sheet."""
        return self.table.cells.num_rows if self.table else 0

    @property
    def encoding(self) -> str | None:
        """Encoding of a text file; None for workbooks and for what could not be read."""
        return self.table.encoding if self.table else None

    @property
    def header(self) -> tuple[str, ...]:
        """The headers as the sheet writes them."""
        return self.table.header if self.table else ()

    def with_mapping(self, mapping: Mapping) -> "Draft":
        """The draft after a person's changes."""
        return replace(self, mapping=mapping, refusal=None)


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows before and after cleaning.

    `tables`: canonical table -> frame with `source_row` and, for each filled column, `<column>` (the value) and
    `<column>:text` (the cell it came from). `problems` as in `insight.ingest.clean.Cleaned`.
    """

    tables: dict[str, pd.DataFrame]
    problems: pd.DataFrame


def examine(
    path: Path,
    *,
    name: str | None = None,
    as_template: str | None = None,
    encoding: str | None = None,
    warehouse: DuckWarehouse | None = None,
) -> list[Draft]:
    """Read a file and recognise its sheets. Nothing is written; bad input gives drafts with a refusal.

    With a warehouse, a mapping that was confirmed there for the same headers is taken instead of the guess.
    """
    digest, size = _fingerprint(path)
    shown = name or shown_name(path)
    drafts = []
    sheets = read_file(path, name=shown, encoding=encoding)
    if is_own_list(sheets):
        return [Draft(shown, None, digest, size, path, None, None, None, OwnListError(shown))]
    for read in sheets:
        if isinstance(read, Unreadable):
            drafts.append(Draft(read.file, read.sheet, digest, size, path, None, None, None, read.error))
            continue
        found = with_first_row(without_reasons(read))
        recognition = recognise(found, as_template=as_template)
        remembered = None if as_template else _remembered(warehouse, found)
        guessed = recognition.guesses[0].mapping if recognition.guesses else None
        mapping = remembered or guessed
        refusal = None if mapping else recognition.refusal
        drafts.append(
            Draft(
                file=found.file,
                sheet=found.sheet,
                file_sha256=digest,
                file_bytes=size,
                path=path,
                table=found,
                recognition=recognition,
                mapping=mapping,
                refusal=refusal,
                remembered=remembered is not None,
            )
        )
    return drafts


def preview(draft: Draft, rows: int = 20) -> Preview:
    """The first rows of a draft, as they stand in the file and as they would be loaded."""
    if draft.table is None or draft.mapping is None:
        raise ValueError("a refused sheet has no preview")
    head = replace(draft.table, cells=draft.table.cells.slice(0, rows))
    with scratch() as session:
        cleaned = clean(session, head, draft.mapping, currency=settings().currency)
        tables = {
            name: session.query(f'SELECT * FROM "incoming_{name}" ORDER BY source_row')  # noqa: S608
            for name in cleaned.tables
        }
    shown = {name: beside(frame, head, draft.mapping, name) for name, frame in tables.items()}
    return Preview(shown, cleaned.problems)


def remember(warehouse: DuckWarehouse, draft: Draft, confirmed_at: dt.datetime) -> None:
    """Keep the draft's mapping for sheets with the same headers."""
    if draft.table is None or draft.mapping is None:
        raise ValueError("a refused sheet has no mapping to remember")
    values = {
        "header_fingerprint": header_fingerprint(draft.table.header),
        "mapping": draft.mapping.to_json(),
        "confirmed_at": confirmed_at,
    }
    with warehouse.writing(of_data=False) as session:
        session.execute("DELETE FROM app.mappings WHERE header_fingerprint = $header_fingerprint", values)
        session.execute("INSERT INTO app.mappings VALUES ($header_fingerprint, $mapping, $confirmed_at)", values)


def _remembered(warehouse: DuckWarehouse | None, table: TextTable) -> Mapping | None:
    if warehouse is None:
        return None
    found = warehouse.query(
        "SELECT mapping FROM app.mappings WHERE header_fingerprint = $header_fingerprint",
        {"header_fingerprint": header_fingerprint(table.header)},
    )
    try:
        return Mapping.from_json(str(found["mapping"].iloc[0])) if len(found) else None
    except (ValueError, TypeError, json.JSONDecodeError):
        return None


def shown_name(path: Path) -> str:
    """The name of a file as text: one that an old archive wrote in GBK is no valid text on every system."""
    raw = os.fsencode(path.name)
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _fingerprint(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
