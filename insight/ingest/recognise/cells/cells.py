"""How many cells of a column read as what a canonical column holds, and which do not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight.i18n import Text, _
from insight.ingest.recognise.cells.witness import Witnessed, looks_like
from insight.ingest.recognise.names.words import shared_refund_words, shared_status_words, status_of
from insight.schema import TABLES, Kind

if TYPE_CHECKING:
    from insight.ingest.read import TextTable

_SHOWN = 3
_ROW = "source_row"

_AS_WHAT: dict[Kind, Text] = {
    Kind.TIME: _("a time"),
    Kind.DATE: _("a day"),
    Kind.MONEY: _("an amount"),
    Kind.NUMBER: _("a number"),
    Kind.COUNT: _("a number"),
    Kind.PHONE: _("a phone"),
    Kind.EMAIL: _("an e-mail"),
    Kind.ID: _("a number or name that tells one from another"),
    Kind.STATUS: _("a state"),
}


@dataclass(frozen=True, slots=True)
class CellCheck:
    """The first rows of one column read as one canonical column, `table.column`.

    `reads` of `filled` cells do; `failing` are the first that do not, as (row of the file, cell).
    """

    column: str
    kind: Kind
    reads: int
    filled: int
    failing: tuple[tuple[int, str], ...]

    @property
    def share(self) -> float:
        """Of the filled cells; a blank column contradicts nothing."""
        return self.reads / self.filled if self.filled else 1.0

    @property
    def weight(self) -> float:
        """The share, and a little more for what few cells can be: a time says more than a text."""
        return self.share + (0.0 if self.kind in (Kind.TEXT, Kind.DOCUMENT) else 0.1 if self.kind is Kind.ID else 0.2)

    @property
    def sentence(self) -> Text:
        """`38 of 40 cells read as a time; row 7 holds "soon"`."""
        if not self.filled:
            return _("The column is empty in the first rows")
        what = _AS_WHAT.get(self.kind, _("a text"))
        if not self.failing:
            return _(
                "{reads:count} of {filled:count} cells read as {what}", reads=self.reads, filled=self.filled, what=what
            )
        row, cell = self.failing[0]
        return _(
            '{reads:count} of {filled:count} cells read as {what}; row {row} holds "{cell}"',
            reads=self.reads,
            filled=self.filled,
            what=what,
            row=row,
            cell=cell,
        )


def kind_of(table: str, column: str) -> Kind:
    """What the cells of a canonical column hold; a column that only the file has holds texts."""
    return TABLES[table][column].kind if column in TABLES[table].column_names else Kind.TEXT


def check(table: "TextTable", witness: Witnessed, name: str, column: str, position: int) -> CellCheck:
    """The first rows of the column at `position`, read as `column` of the canonical table `name`."""
    kind = kind_of(name, column)
    rows = table.cells.column(_ROW).slice(0, len(witness.values(position))).to_pylist()
    said = [(row, value) for row, value in zip(rows, witness.values(position), strict=True) if value]
    failing = [(row, value) for row, value in said if not _reads(kind, value)]
    return CellCheck(f"{name}.{column}", kind, len(said) - len(failing), len(said), tuple(failing[:_SHOWN]))


def _reads(kind: Kind, value: str) -> bool:
    if kind is Kind.STATUS:
        return status_of(value, shared_status_words() | shared_refund_words()) is not None
    return looks_like(kind, value)
