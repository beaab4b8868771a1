"""A sheet read as one kind of row, and what nothing says of it yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight.i18n import Text
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.cells.by_cells import Found
from insight.ingest.recognise.cells.cells import CellCheck
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.kinds import Need
from insight.ingest.recognise.mapping import Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.stated_columns import StatedColumns
from insight.schema import TABLES

if TYPE_CHECKING:
    from insight.ingest.read import TextTable

SALES = ("orders", "order_items")
WORDED = frozenset({"market", "regions", "referrals", "campaigns", "consents", "coupons"})
"""Kinds of row that words alone never make: any word could be a brand, a province, a purpose."""


@dataclass(frozen=True, slots=True)
class Question:
    """What nothing says yet: in words, the canonical columns that would say it, the headers that might, best first.

    Only a needed question keeps the sheet from being loaded. `named` is the header that says it by its name and whose
    cells cannot be read as that; `check` says how many can, and which not.
    """

    what: str
    text: Text
    columns: tuple[str, ...]
    headers: tuple[str, ...]
    is_needed: bool
    named: str = ""
    check: CellCheck | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A sheet as one kind of row. `confidence` is 0..1; `mapping` loads where no open question is needed.

    `is_sure`: it needs no person to say that this is what the sheet is.
    """

    kind: str
    mapping: Mapping
    confidence: float
    open: tuple[Question, ...]
    assumptions: tuple[Assumption, ...] = ()
    is_sure: bool = False

    @property
    def label(self) -> Text:
        """What a row is, in words."""
        return TABLES[self.kind].row

    @property
    def can_load(self) -> bool:
        """Whether nothing that is needed is missing."""
        return not any(question.is_needed for question in self.open)


@dataclass(frozen=True, slots=True)
class Guessed:
    """A need that a column fills by its stem or its cells; `is_alone`: no other column could as well."""

    need: Need
    found: Found
    is_alone: bool
    assumption: Assumption


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet, the kind of row that it is read as, and what a person said of its columns."""

    kind: str
    table: "TextTable"
    header: Header
    witness: Witnessed
    stated: StatedColumns

    def free(self, taken: Iterable[int]) -> tuple[int, ...]:
        """The named columns that say something and are not taken."""
        used = {*taken, *self.stated.closed}
        return tuple(at for at in self.header.named if at not in used and not self.witness.is_blank(at))
