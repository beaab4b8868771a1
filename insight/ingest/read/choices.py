"""What a person decided about how a file is to be read, in place of the reader's own judgement."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadChoices:
    """None everywhere: the reader judges for itself and says so (`TextTable.assumptions`).

    `has_header` False: the first row is data, and columns are named "column 1", "column 2", … . `header_row` is the row
    number, as in `source_row`, of the (lowest) header. `fill_down`: blank cells below a value repeat it.
    `hidden_rows` False leaves rows out that the workbook hides. `swap_days`: real dates beside written ones have day
    and month exchanged. `year` is that of days written without one. `facts_in_rows` False leaves facts that stand below
    each other as rows, `side_by_side` False two tables beside each other as one.
    """

    encoding: str | None = None
    delimiter: str | None = None
    has_header: bool | None = None
    header_row: int | None = None
    fill_down: bool | None = None
    hidden_rows: bool | None = None
    swap_days: bool | None = None
    year: int | None = None
    facts_in_rows: bool | None = None
    side_by_side: bool | None = None
