"""Loaded values beside the cells that they came from, for a person to compare."""

from collections.abc import Sequence

import pandas as pd

from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping, joined_by
from insight.ingest.recognise.facts.melt import VALUE_COLUMN, Melted
from insight.schema import TABLES

_TEXT = ":text"


def beside(frame: pd.DataFrame, table: TextTable, mapping: Mapping, name: str) -> pd.DataFrame:
    """Each column that the sheet fills with its cells to the left: `<column>:text`, then `<column>`.

    `frame` holds loaded rows of the canonical table, with `source_row`. Of columns that became rows, the cell of a
    figure or an answer is its own, and the cell of its name is the header.
    """
    places = [str(place) for place in range(len(table.header))]
    cells = table.cells.select(["source_row", *places]).to_pandas().set_index("source_row")
    raw = cells.reindex(frame["source_row"])
    texts = {
        column: _joined(raw, positions, joined_by(column))
        for column in TABLES[name].column_names
        if (positions := mapping.positions(name, column))
    }
    if name in mapping.melts:
        texts |= _melted(frame, raw, mapping.melts[name].columns, table.header, VALUE_COLUMN[name])
    columns: dict[str, Sequence[object]] = {"source_row": frame["source_row"].tolist()}
    for column in (column for column in TABLES[name].column_names if column in texts):
        columns[column + _TEXT] = texts[column]
        columns[column] = frame[column].tolist()
    return pd.DataFrame(columns)


def _joined(raw: pd.DataFrame, positions: Sequence[int], separator: str) -> list[str | None]:
    parts = zip(*(raw[str(position)] for position in positions), strict=True)
    return [
        separator.join(said) if (said := [part for part in row if isinstance(part, str)]) else None for row in parts
    ]


def _melted(
    frame: pd.DataFrame, raw: pd.DataFrame, columns: Sequence[Melted], header: Sequence[str], value: str
) -> dict[str, list[str | None]]:
    """For each row the header and the cell of the column that it was; nothing where no column is certain."""
    found = [_column_of(row, columns, value) for row in frame.to_dict("records")]
    named = [name for name in ("question", "metric", "date") if any(name in column.constants for column in columns)]
    headers = [None if column is None else header[column.position] for column in found]
    cells = [None if column is None else raw[str(column.position)].iloc[row] for row, column in enumerate(found)]
    return dict.fromkeys(named, headers) | {value: [cell if isinstance(cell, str) else None for cell in cells]}


def _column_of(row: dict[object, object], columns: Sequence[Melted], value: str) -> Melted | None:
    """The column of a row: all that the column says of its rows is so, and of options it is the one chosen."""
    fitting = [
        column for column in columns if all(_says(row.get(name), text) for name, text in column.constants.items())
    ]
    chosen = [column for column in fitting if column.option and column.option == row.get(value)]
    return next(iter(chosen or fitting), None)


def _says(value: object, constant: str) -> bool:
    """Whether the value is the constant; a figure of several days has them after its name, a day may have a time."""
    text = str(value)
    return text == constant or text.startswith((f"{constant} (", f"{constant} 00:00"))
