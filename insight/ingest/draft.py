"""One sheet of an uploaded file, understood but not yet loaded."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from insight.errors import InsightError, ParameterError
from insight.i18n import _
from insight.ingest.answers import COLUMNS, Answers, assume, combined, key_of, near
from insight.ingest.asking import answered, lacks_headers
from insight.ingest.assumption import Assumption, merged
from insight.ingest.column_choice import with_header
from insight.ingest.own_list import OwnListError, is_own_list
from insight.ingest.read import TextTable, Unreadable
from insight.ingest.read.choices import ReadChoices
from insight.ingest.recognise import Mapping, Recognition, recognise
from insight.ingest.recognise.register import days_that_are_none
from insight.ingest.remembered import Remembered, remembered_for
from insight.ingest.sheets import read_sheets, same_sheet
from insight.warehouse import DuckWarehouse


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet with what was understood of it. Exactly one of `mapping` and `refusal` is there.

    `path` is where the uploaded bytes lie, for as long as they do; for a member of an archive the archive.
    `remembered`: the mapping is one that a person confirmed before for a sheet with these headers. `answers` is what
    was said of it, `assumptions` what nobody said and the file does not prove; cleaning adds to them.
    """

    file: str
    sheet: str | None
    file_sha256: str
    file_bytes: int
    path: Path
    table: TextTable | None
    recognition: Recognition | None
    mapping: Mapping | None
    refusal: InsightError | None
    remembered: bool = False
    answers: Answers = field(default_factory=Answers)
    assumptions: tuple[Assumption, ...] = ()

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

    def with_assumed(self, assumed: Iterable[tuple[str, str]]) -> "Draft":
        """The draft with what a person takes for granted; of that, nothing is an assumption of the reader any more.

        Raises ParameterError where a header is named that is not there.
        """
        if self.mapping is None or self.table is None:
            return self
        said, mapping = dict(assumed), assume(self.mapping, assumed)
        for key, header in said.items():
            if key in COLUMNS:
                mapping = with_header(mapping, self.table, COLUMNS[key], header)
        open_still = tuple(one for one in self.assumptions if one.what not in said and key_of(one) not in said)
        return replace(self, mapping=mapping, assumptions=open_still)


def examine(
    path: Path,
    *,
    name: str | None = None,
    as_template: str | None = None,
    encoding: str | None = None,
    answers: Answers | None = None,
    warehouse: DuckWarehouse | None = None,
) -> list[Draft]:
    """Read a file and recognise its sheets. Nothing is written; bad input gives drafts with a refusal.

    With a warehouse, a mapping that was confirmed there for the same headers is taken instead of the guess.
    Raises ParameterError for answers about a sheet, a header or a column that is not there.
    """
    asked = _together(answers or Answers(), as_template, encoding)
    shown = name or shown_name(path)
    with ThreadPoolExecutor(1) as beside:
        fingerprint = beside.submit(_fingerprint, path)
        sheets = read_sheets(path, shown, asked.reading)
    digest, size = fingerprint.result()
    if is_own_list(sheets):
        return [Draft(shown, None, digest, size, path, None, None, None, OwnListError(shown))]
    found = _chosen_sheets(sheets, asked)
    about = _spoken_of(found, asked)
    drafts: list[Draft] = []
    for read in found:
        if isinstance(read, Unreadable):
            drafts.append(Draft(read.file, read.sheet, digest, size, path, None, None, None, read.error, answers=asked))
            continue
        said = asked if read in about else replace(asked, table=None, mapped=())
        bare = Draft(read.file, read.sheet, digest, size, path, read, None, None, None, answers=said)
        drafts.append(_understood(bare, None if said.ignores_remembered else warehouse))
    return drafts


def _together(answers: Answers, template: str | None, encoding: str | None) -> Answers:
    reading = combined(answers.reading, ReadChoices(encoding=encoding))
    return replace(answers, template=template or answers.template, reading=reading)


def _chosen_sheets(sheets: Sequence[TextTable | Unreadable], answers: Answers) -> Sequence[TextTable | Unreadable]:
    """All sheets, or the one that the answers name."""
    if answers.sheet is None:
        return sheets
    named = [sheet for sheet in sheets if answers.sheet in (sheet.sheet, sheet.file.rpartition("/")[2])]
    if not named:
        known = [sheet.sheet or sheet.file for sheet in sheets]
        raise ParameterError("--sheet", answers.sheet, _("one of {names}", names=near(answers.sheet, known)))
    return named


def _spoken_of(sheets: Sequence[TextTable | Unreadable], answers: Answers) -> list[TextTable]:
    """The sheets that answers about columns are about: those that have all of the headers named."""
    tables = [sheet for sheet in sheets if isinstance(sheet, TextTable)]
    having = [table for table in tables if not lacks_headers(table, answers)]
    if not having and tables and answers.is_about_columns:
        raise lacks_headers(tables[0], answers)[0]
    return having


def _understood(draft: Draft, warehouse: DuckWarehouse | None) -> Draft:
    """The draft with its mapping or refusal: what a person says goes before what is remembered, that before a guess."""
    if draft.table is None:
        return draft
    kept = remembered_for(warehouse, draft.table) if warehouse else None
    if kept is not None and draft.answers.reading == ReadChoices() != kept.reading:
        draft = _read_as_remembered(draft, kept)
    if draft.table is None:
        return draft
    recognition = recognise(draft.table, as_template=draft.answers.template)
    guess = recognition.guesses[0] if recognition.guesses else None
    draft = replace(
        draft,
        recognition=recognition,
        mapping=guess.mapping if guess else None,
        refusal=None if guess else recognition.refusal,
        assumptions=merged(
            (*draft.table.assumptions, *(guess.assumptions if guess else ()), *days_that_are_none(draft.table))
        ),
    )
    if kept is not None and draft.table is not None and kept.fits(draft.table):
        draft = _as_remembered(draft, kept)
    draft = answered(draft)
    if draft.mapping is None:
        return draft
    return draft.with_assumed(draft.answers.assumed)


def _as_remembered(draft: Draft, kept: Remembered) -> Draft:
    assumed = Assumption(
        what="remembered",
        value="yes",
        evidence=_(
            "On {day} a person confirmed for a sheet with these headers which column is what",
            day=kept.confirmed_at.date().isoformat(),
        ),
        alternatives=("no",),
    )
    told = (*(draft.table.assumptions if draft.table else ()), assumed)
    return replace(draft, mapping=kept.mapping, refusal=None, remembered=True, assumptions=merged(told))


def _read_as_remembered(draft: Draft, kept: Remembered) -> Draft:
    """The sheet read again as a person chose for the last one with these headers."""
    table = same_sheet(draft.path, draft.file, draft.sheet, kept.reading)
    if table is None or not kept.fits(table):
        return draft
    return replace(draft, table=table, answers=replace(draft.answers, reading=kept.reading))


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
