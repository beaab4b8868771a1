"""What a list says about itself: who is on it, why, from which files, and how the figures were counted."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pyarrow as pa

from insight import __version__
from insight.analysis import ANALYSES
from insight.export.cell_text import MOST_CHARACTERS
from insight.export.choices import ListChoices
from insight.export.plan import Sums
from insight.export.settings_said import settings_said
from insight.export.sift import reason_words
from insight.export.sources import Source
from insight.export.workbook import Sheet
from insight.govern import PURPOSES, last_hash
from insight.i18n import Language, Text, _
from insight.ingest import LIST_FORMAT
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH, Warehouse

VERSION = 2
"""The version of the record, beside its format: what an uploaded list is recognised by."""

Entry = tuple[Text, Text | str]
"""What is spoken of, and what is said."""


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

    def sheet(self, language: Language) -> Sheet:
        """Two columns of text: what is said, and what it is; what is too long for a cell goes on in further rows.

        The last entry, which no reader is shown, is the record for programs: its pieces, put together again, are one
        line of JSON.
        """
        said = [
            (name, content if isinstance(content, str) else content.render(language)) for name, content in self._said()
        ]
        record = list(_pieces(self.record()))
        rows = [(name.render(language), piece) for name, content in said for piece in _pieces(content)]
        rows += [(RECORD.render(language), piece) for piece in record]
        names, contents = zip(*rows, strict=True)
        table = pa.table({_("Entry").render(language): names, _("Content").render(language): contents})
        return Sheet(title=_("Passport").render(language), table=table, is_prose=True, hidden_rows=len(record))

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

    def _said(self) -> Iterator[Entry]:
        """What a colleague asks of a list, in that order: who, as of when, what for, who not, how sure, from where."""
        yield _("Who is on it"), self.segment.sentence
        yield from self._numbers()
        yield from self._use()
        yield from self._held_back()
        yield from self._counting()
        yield from self._origin()

    def _numbers(self) -> Iterator[Entry]:
        sums = self.sums
        yield _("People on the list"), _("{n:count} person", "{n:count} people", n=sums.listed)
        yield (
            _("As of"),
            _("What happened before {day:day} counts; that day and everything after it do not", day=self.segment.as_of),
        )
        if sums.control or sums.left_out:
            yield (
                _("How it adds up"),
                _(
                    "{listed:count} on the list + {control:count} held back + {left_out:count} left out = "
                    "{found:count} people found",
                    listed=sums.listed,
                    control=sums.control,
                    left_out=sums.left_out_people,
                    found=sums.segment,
                ),
            )

    def _use(self) -> Iterator[Entry]:
        words = PURPOSES[self.choices.purpose]
        yield _("What it is for"), _("{purpose}. {meaning}", purpose=words.label, meaning=words.meaning)
        if self.choices.is_contact:
            yield _("Who may be contacted"), self._consent()
        if self.choices.basis is not None:
            yield _("Declared basis for people without any statement"), self.choices.basis.strip()
        yield (
            _("Phones and e-mails"),
            _("In full, so that people can be contacted: keep the file where only those who do so can open it")
            if self.choices.unmasked
            else _("Masked: the list is for looking, nobody can be contacted with it"),
        )
        for reason, people in self.sums.left_out.items():
            count = _("{n:count} person", "{n:count} people", n=people)
            yield _("Left out"), _("{count}: {reason}", count=count, reason=reason_words(reason, self.choices))

    def _consent(self) -> Text:
        if self.choices.basis is None:
            return _(
                "Only people who said yes to this, by their newest word known before {day:day}. Whoever said no, or "
                "never said anything, is left out",
                day=self.consent_day,
            )
        return _(
            "People who said yes to this, by their newest word known before {day:day}, and people who never said "
            "anything, by the basis declared below. Whoever said no is left out",
            day=self.consent_day,
        )

    def _held_back(self) -> Iterator[Entry]:
        if self.sums.effect is None:
            return
        yield (
            _("Control group"),
            _(
                "{control:count} people ({share:percent}) are held back: do not contact them, so that it can be seen "
                "later what the contact did. They were drawn by lot within each RFM group (draw number {seed})",
                control=self.sums.control,
                share=self.choices.control_share,
                seed=str(self.choices.seed),
            ),
        )
        yield _("What this list can prove"), self.sums.effect.sentence()

    def _counting(self) -> Iterator[Entry]:
        if self.segment.analysis in ANALYSES:
            yield _("Where it was found"), _("On the page “{page}”", page=ANALYSES[self.segment.analysis].title)
        for said in settings_said(self.segment):
            yield _("Set otherwise than usual"), said
        yield _("Orders and amounts in"), self.currency
        for sentence in ORDER_TRUTH:
            yield _("How orders are counted"), sentence
        if self.cut_cells:
            yield (
                _("Texts cut"),
                _("{n:count}, to {most:count} characters", n=self.cut_cells, most=MOST_CHARACTERS),
            )

    def _origin(self) -> Iterator[Entry]:
        for source in self.sources:
            yield _("From the file"), source.sentence()
        yield (
            _("Made"),
            _(
                "{at:minute}, with Insight Desk {version}, from the workspace “{workspace}” (state "
                "{generation:count} of its data)",
                at=self.exported_at,
                version=__version__,
                workspace=self.workspace,
                generation=self.generation,
            ),
        )
        yield _("Number in the export log"), self.export_id
        for source in self.sources:
            yield _("Fingerprint of {file}", file=source.file), f"SHA-256 {source.sha256}"


RECORD = _("Record for programs")
"""The name of the last entry."""


def export_number(warehouse: Warehouse, segment: Segment, choices: ListChoices, exported_at: dt.datetime) -> str:
    """A number that no other list of the workspace has: from what it is, when, and the log as it stands."""
    content = (last_hash(warehouse), warehouse.fingerprint, segment.statement, plain(segment.values), asdict(choices))
    digest = sha256(json.dumps([*content, exported_at.isoformat()], ensure_ascii=False).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def _pieces(content: str) -> Iterator[str]:
    """Pieces that a cell can hold even if every character counts twice; one empty piece for an empty text."""
    size = MOST_CHARACTERS // 2
    for start in range(0, len(content) or 1, size):
        yield content[start : start + size]


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
