"""Columns of a file that become rows of a table: the questions of a survey, the figures of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

VALUE_COLUMN = {"survey_answers": "answer", "metric_daily": "value", "market": "value", "regions": "value"}
"""Tables that columns can be melted into, and the canonical column that takes the cells."""


@dataclass(frozen=True, slots=True)
class Melted:
    """One column of the file; each of its filled cells is a row.

    `constants` is what all these rows have in common: canonical column -> text. `separator` stands between several
    values in one cell. `option` is the value that a tick in the cell stands for; a cell that says no is then no row,
    and a text of its own is a text written beside the option.
    """

    position: int
    constants: dict[str, str]
    separator: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Melt:
    """The columns that become rows of one table. `blanks` are the words of cells that say nothing."""

    columns: tuple[Melted, ...]
    blanks: tuple[str, ...] = ()

    @property
    def positions(self) -> tuple[int, ...]:
        """Every position that becomes rows."""
        return tuple(column.position for column in self.columns)


def melts_from_json(fields: Mapping[str, Mapping[str, Any]]) -> dict[str, Melt]:
    """The melts as `dataclasses.asdict` wrote them. Raises ValueError for a table that takes no melted columns."""
    if unknown := set(fields) - set(VALUE_COLUMN):
        raise ValueError(f"no columns can become rows of {', '.join(sorted(unknown))}")
    return {table: Melt(tuple(_melted(melt["columns"])), tuple(melt["blanks"])) for table, melt in fields.items()}


def _melted(columns: Iterable[Mapping[str, Any]]) -> Iterable[Melted]:
    for column in columns:
        yield Melted(column["position"], dict(column["constants"]), column["separator"], column["option"])
