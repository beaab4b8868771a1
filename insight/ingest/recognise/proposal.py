"""Every kind of row that a sheet may hold, what speaks for it, and what is still to be said: nothing is a dead end."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from insight.errors import UploadError
from insight.ingest.recognise import refusals
from insight.ingest.recognise.assumed import obeyed
from insight.ingest.recognise.cells.cells import CellCheck, check
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.kinds import KINDS, kind_named
from insight.ingest.recognise.mapping import fillable_columns
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.synonyms import looks_like
from insight.ingest.recognise.reading import SALES, Question, Reading
from insight.ingest.recognise.readings import read_as

if TYPE_CHECKING:
    from insight.ingest.read import TextTable

__all__ = ["CellCheck", "Offer", "Proposal", "Question", "Reading", "offers", "propose"]

_SAMPLES = 3
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Offer:
    """One column of the sheet: what its first filled cells are, and what it could be, as `table.column`, best first."""

    position: int
    header: str
    samples: tuple[str, ...]
    candidates: tuple[CellCheck, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The readings of a sheet, likeliest first: never none. `warning`: what the sheet looks like and should not be."""

    readings: tuple[Reading, ...]
    warning: UploadError | None = None

    @property
    def best(self) -> Reading:
        """The likeliest reading."""
        return self.readings[0]

    def of(self, kind: str) -> Reading | None:
        """The reading as one kind of row."""
        return next((reading for reading in self.readings if reading.kind == kind), None)


def propose(
    table: "TextTable",
    *,
    kind: str | None = None,
    mapped: MappingOf[str, str] | None = None,
    assumed: MappingOf[str, str] | None = None,
) -> Proposal:
    """What the rows of a sheet may be.

    `kind` is a person's choice (`KINDS` and their aliases), `mapped` what a person says of single headers: a canonical
    column (`paid_amount`, `orders.paid_amount`), `who`, `when`, `how_much`, `state`, `answer` for a column of answers,
    `value` for one of figures, nothing for one that is to be left out. Both are obeyed, whatever the headers say, and
    so is what is `assumed`, by `Assumption.what`: a currency, a time zone.

    Raises ParameterError where `mapped` names a header or column that is not there, ValueError for an unknown kind.
    """
    header, witness = Header.of(table.header, levels=len(table.header_rows)), Witnessed.of(table.cells)
    other = looks_like(header)
    warning = refusals.look_alike(other, header.cells) if other else None
    if kind is not None:
        return Proposal((_obeyed(read_as(kind_named(kind), table, header, witness, mapped), assumed),), warning)
    readings = [_obeyed(read_as(each, table, header, witness), assumed) for each in KINDS]
    readings.sort(key=lambda reading: (-reading.confidence, KINDS.index(reading.kind)))
    return Proposal(tuple(readings), warning)


def _obeyed(reading: Reading, assumed: MappingOf[str, str] | None) -> Reading:
    return replace(reading, mapping=obeyed(reading.mapping, assumed))


def offers(table: "TextTable", kind: str) -> tuple[Offer, ...]:
    """For each named column of the sheet, what it could be in rows of this kind: half of its cells read so, or more."""
    header, witness = Header.of(table.header, levels=len(table.header_rows)), Witnessed.of(table.cells)
    found = []
    for position in header.named:
        said = tuple(dict.fromkeys(value for value in witness.values(position) if value))[:_SAMPLES]
        checks = [
            check(table, witness, name, column, position)
            for name in (SALES if kind in SALES else (kind,))
            for column in fillable_columns(name)
        ]
        fitting = [each for each in checks if each.share >= _ENOUGH]
        fitting.sort(key=lambda each: -each.weight)
        found.append(Offer(position, header.cells[position], said, tuple(fitting)))
    return tuple(found)
