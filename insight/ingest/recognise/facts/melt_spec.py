"""The part of a template that says which columns become rows, and which cells hold several rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from insight.ingest.recognise.facts.melt import VALUE_COLUMN
from insight.ingest.recognise.mapping import Packing, check_column


@dataclass(frozen=True, slots=True, kw_only=True)
class MeltSpec:
    """The columns of one table that a template melts.

    `columns` are header names, a name ending in `*` for all that begin so; empty: every column that nothing else speaks
    of, but those in `leave_out`. `separator` stands between several choices in one cell. `blanks` are cells that say
    nothing. `levels`: the header has two rows, question over option. `question_share` is how many of the columns must
    read like questions for the template to fit.
    """

    columns: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    separator: str = ""
    blanks: tuple[str, ...] = ()
    levels: bool = False
    question_share: float = 0.0


def read_melts(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, MeltSpec]:
    """The sections `[melt.<table>]`. Raises ValueError for a table that takes no melted columns."""
    if unknown := set(raw) - set(VALUE_COLUMN):
        raise ValueError(f"no columns can become rows of {', '.join(sorted(unknown))}")
    return {table: _melt(fields) for table, fields in raw.items()}


def _melt(fields: Mapping[str, Any]) -> MeltSpec:
    lists = {
        name: tuple(names)
        for name, names in fields.items()
        if isinstance(names, list) and name in ("columns", "leave_out", "blanks")
    }
    return MeltSpec(**{**fields, **lists})


def read_constants(raw: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The sections `[constants.<table>]`. Raises ValueError for a column that the schema does not know."""
    for table, constants in raw.items():
        for column in constants:
            check_column(table, column)
    return {table: dict(constants) for table, constants in raw.items()}


def read_packed(raw: Mapping[str, Packing]) -> dict[str, Packing]:
    """The section `[packed]`: table -> how its cells hold several rows. Raises ValueError for any other word."""
    words: Sequence[str] = get_args(Packing)
    for table, packing in raw.items():
        if packing not in words:
            raise ValueError(f"{packing!r} is none of {', '.join(words)}")
        if table != "order_items":
            raise ValueError(f"no cell holds several rows of {table}")
    return dict(raw)
