"""The header of a sheet: as a person says, else as it is found, with what is doubtful about it."""

from collections.abc import Sequence

from insight.i18n import Text, _
from insight.ingest.assumption import Assumption
from insight.ingest.read import refusals
from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.layout.header import Header, find_header, header_at, without_header
from insight.ingest.read.layout.no_header import is_data, is_doubtful
from insight.ingest.read.layout.rows import Row
from insight.ingest.read.table import Grid

_NO_HEADER = "none"
_MOST_ALTERNATIVES = 3

Judged = tuple[Header, tuple[Assumption, ...]]


def judged_header(rows: Sequence[Row], grid: Grid, choices: ReadChoices) -> Judged:
    """The header among the first rows, and the assumptions that stand in for a proof.

    Raises UploadError where the row that a person chose is not among them.
    """
    if choices.header_row is not None:
        at = next((at for at, row in enumerate(rows) if row.number == choices.header_row), None)
        if at is None or at + 1 >= len(rows):
            raise refusals.no_such_row(grid.sheet or grid.file, choices.header_row)
        return header_at(rows, at, grid.merges), ()
    if choices.has_header is False:
        return without_header(rows, 0), ()
    header = find_header(rows, grid.merges)
    if choices.has_header:
        return header, ()
    return _doubted(rows, header, grid)


def _doubted(rows: Sequence[Row], header: Header, grid: Grid) -> Judged:
    lowest, below = rows[header.bottom], rows[header.bottom + 1 + header.units :]
    number = str(lowest.number)
    if header.top == header.bottom and is_data(lowest, below):
        evidence = _("The first row holds values like the rows below it; the columns are numbered")
        return without_header(rows, header.top), (_assumed(_NO_HEADER, evidence, (number,)),)
    if header.top == header.bottom and is_doubtful(lowest, below):
        evidence = _(
            "Row {row:count} is taken for the header, although it holds values like the rows below it",
            row=lowest.number,
        )
        return header, (_assumed(number, evidence, (_NO_HEADER,)),)
    others = _other_rows(rows, header, grid)
    if not others:
        return header, ()
    evidence = _("Row {row:count} is taken for the header; other rows near it could be it as well", row=lowest.number)
    return header, (_assumed(number, evidence, (*others, _NO_HEADER)),)


def _assumed(value: str, evidence: Text, alternatives: tuple[str, ...]) -> Assumption:
    return Assumption("header_row", value, evidence, alternatives=alternatives)


def _other_rows(rows: Sequence[Row], header: Header, grid: Grid) -> tuple[str, ...]:
    """Rows above that are nearly as full, and the upper rows of a header that no merged cell holds together."""
    filled = rows[header.bottom].filled
    above = [row for row in rows[: header.top] if row.filled > 1 and row.filled * 2 >= filled]
    numbers = {row.number for row in rows[header.top : header.bottom + 1]}
    if header.top < header.bottom and not any(merge[0][0] in numbers for merge in grid.merges):
        above += rows[header.top : header.bottom]
    return tuple(str(row.number) for row in above[-_MOST_ALTERNATIVES:])
