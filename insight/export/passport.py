"""What a list says about itself: who is on it, why, from which files, and how the figures were counted."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pyarrow as pa

from insight import __version__
from insight.export.cell_text import MOST_CHARACTERS
from insight.export.choices import ListChoices
from insight.export.plan import Sums
from insight.export.sift import reason_words
from insight.govern import PURPOSES, last_hash
from insight.i18n import Language, Text, _
from insight.ingest import LIST_FORMAT
from insight.schema import TABLES
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH, Warehouse

VERSION = 2
"""The version of the record, beside its format: what an uploaded list is recognised by."""

_SOURCES = """
SELECT
    file,
    sheet,
    file_sha256,
    counts,
    imported_at
FROM app.batches
WHERE undone_at IS NULL
ORDER BY batch_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, or one sheet of it, that the workspace holds. `rows`: table name → rows read, as far as known."""

    file: str
    sheet: str | None
    sha256: str
    rows: Mapping[str, int]
    imported_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """What is on the passport. `export_id` is the list's number in the export log; `sums` say how it adds up;
    consent and contacts are as known before `consent_day`; `cut_cells` is how many texts were cut."""

    export_id: str
    segment: Segment
    choices: ListChoices
    sums: Sums
    consent_day: dt.date
    workspace: str
    generation: int
    sources: tuple[Source, ...]
    currency: str
    cut_cells: int
    exported_at: dt.datetime

    def table(self, language: Language) -> pa.Table:
        """Two columns of text: what is said, and what it is; what is too long for a cell goes on in further rows.

        The last entry is the record for programs: its pieces, put together again, are one line of JSON.
        """
        said = [(name, _joined(content, language)) for name, *content in self._said()]
        said.append((RECORD, self.record()))
        rows = [(name.render(language), piece) for name, content in said for piece in _pieces(content)]
        names, contents = zip(*rows, strict=True)
        return pa.table({_("Entry").render(language): names, _("Content").render(language): contents})

    def record(self) -> str:
        """The passport as one line of JSON, the same in every language: `format`, `version`, and what finds the people.

        `statement_sha256` tells whether the definition is still the same; the statement itself is not in it, because
        what comes back in an uploaded file is never run.
        """
        content = {
            "format": LIST_FORMAT,
            "version": VERSION,
            "workspace": self.workspace,
            "export_id": self.export_id,
            "generation": self.generation,
            "analysis": self.segment.analysis,
            "parameters": plain(self.segment.parameters),
            "values": plain(self.segment.values),
            "statement_sha256": self.statement_sha256,
            "as_of": self.segment.as_of.isoformat(),
            "currency": self.currency,
            "people": self.sums.listed,
            "segment_people": self.sums.segment,
            "control": self.sums.control,
            "left_out": dict(self.sums.left_out),
            "choices": asdict(self.choices),
            "masked": not self.choices.unmasked,
            "exported_at": self.exported_at.isoformat(),
            "program": __version__,
        }
        return json.dumps(content, ensure_ascii=False)

    @property
    def statement_sha256(self) -> str:
        """Of the statement that finds the people."""
        return sha256(self.segment.statement.encode()).hexdigest()

    def _said(self) -> Iterator[tuple[Text, *tuple[Text | str, ...]]]:
        yield _("Who is on it"), self.segment.sentence
        yield _("People on the list"), _("{n:count}", n=self.sums.listed)
        yield from self._use()
        yield from self._addition()
        yield _("Counted up to"), _("{day:day} (the first day not counted)", day=self.segment.as_of)
        yield _("Cut from the analysis"), self.segment.analysis
        for name, value in self.segment.parameters.items():
            yield _("Parameter {name}", name=name), _shown(value)
        yield _("Orders and amounts in"), self.currency
        yield _("Phones and e-mails"), _("in full") if self.choices.unmasked else _("masked")
        for sentence in ORDER_TRUTH:
            yield _("How orders are counted"), sentence
        for source in self.sources:
            yield _("From the file"), *_described(source)
        if self.cut_cells:
            yield _("Texts cut"), _("{n:count}, to {most:count} characters", n=self.cut_cells, most=MOST_CHARACTERS)
        yield _("Workspace of the list"), self.workspace
        yield _("Generation of the data"), _("{n:count}", n=self.generation)
        yield _("Written by"), f"Insight Desk {__version__}"
        yield _("Exported at"), _("{at:minute}", at=self.exported_at)
        yield _("Number in the export log"), self.export_id

    def _use(self) -> Iterator[tuple[Text, *tuple[Text | str, ...]]]:
        words = PURPOSES[self.choices.purpose]
        yield _("Purpose"), words.label, words.meaning
        if self.choices.is_contact:
            yield _("Consent and contacts as known before"), _("{day:day}", day=self.consent_day)
        if self.choices.basis is not None:
            yield _("Declared basis for people without any statement"), self.choices.basis.strip()
        yield _("Columns chosen"), self.choices.form.label

    def _addition(self) -> Iterator[tuple[Text, *tuple[Text | str, ...]]]:
        sums = self.sums
        yield (
            _("How it adds up"),
            _(
                "{listed:count} on the list + {control:count} held back + {left_out:count} left out = {segment:count} "
                "people of the segment",
                listed=sums.listed,
                control=sums.control,
                left_out=sums.left_out_people,
                segment=sums.segment,
            ),
        )
        for reason, people in sums.left_out.items():
            yield _("Left out"), reason_words(reason, self.choices), _("{n:count}", n=people)
        if sums.effect is not None:
            yield (
                _("Control group"),
                _(
                    "{share:percent} drawn with seed {seed} within each RFM group",
                    share=self.choices.control_share,
                    seed=str(self.choices.seed),
                ),
            )
            yield _("What this list can prove"), sums.effect.sentence()


RECORD = _("Record for programs")
"""The name of the last entry."""


def export_number(warehouse: Warehouse, segment: Segment, choices: ListChoices, exported_at: dt.datetime) -> str:
    """A number that no other list of the workspace has: from what it is, when, and the log as it stands."""
    content = (last_hash(warehouse), warehouse.fingerprint, segment.statement, plain(segment.values), asdict(choices))
    digest = sha256(json.dumps([*content, exported_at.isoformat()], ensure_ascii=False).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def sources(warehouse: Warehouse) -> tuple[Source, ...]:
    """Every file that was imported and not undone, in the order of import."""
    return tuple(
        Source(
            file=row["file"],
            sheet=row["sheet"],
            sha256=row["file_sha256"],
            rows=_rows_read(row["counts"]),
            imported_at=row["imported_at"],
        )
        for row in warehouse.arrow(_SOURCES).to_pylist()
    )


def _rows_read(counts: str) -> dict[str, int]:
    tables = json.loads(counts)
    return {name: table["read"] for name, table in tables.items() if isinstance(table, dict) and "read" in table}


def _described(source: Source) -> Iterator[Text | str]:
    yield source.file
    if source.sheet:
        yield _("sheet {sheet}", sheet=source.sheet)
    for name, rows in source.rows.items():
        label = TABLES[name].label if name in TABLES else name
        yield _("{table}: {n:count} rows", table=label, n=rows)
    yield _("imported {at:minute}", at=source.imported_at)
    yield f"SHA-256 {source.sha256}"


def _joined(parts: Sequence[Text | str], language: Language) -> str:
    return " · ".join(part.render(language) if isinstance(part, Text) else part for part in parts)


def _pieces(content: str) -> Iterator[str]:
    """Pieces that a cell can hold even if every character counts twice; one empty piece for an empty text."""
    size = MOST_CHARACTERS // 2
    for start in range(0, len(content) or 1, size):
        yield content[start : start + size]


def _shown(value: object) -> Text | str:
    if isinstance(value, Text):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(item) for item in value)
    return "–" if value is None else str(value)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON can hold them: days in ISO form, decimals and texts as text."""
    return {name: _as_json(value) for name, value in values.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Text):
        return value.render("en")
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_as_json(item) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
