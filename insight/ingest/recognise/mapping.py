"""Which columns of a file fill which canonical columns."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Literal

from insight.schema import TABLES

Amounts = Literal["order", "line"]

INPUT_ONLY: dict[str, tuple[str, ...]] = {"orders": ("address",), "customers": ("address",)}
"""What a file may fill and no table holds: of `address`, a whole address, province and city are kept."""

PERSON_COLUMNS: dict[str, tuple[str, ...]] = {
    table.name: tuple(column.name for column in table.columns if column.names_person) for table in TABLES.values()
}
"""Per table, the columns whose value says which person a row is about."""


def fillable_columns(table: str) -> tuple[str, ...]:
    """Every column of a canonical table that a file can fill. Raises ValueError for an unknown table."""
    if table not in TABLES:
        raise ValueError(f"no canonical table {table!r}")
    return TABLES[table].column_names + INPUT_ONLY.get(table, ())


def check_column(table: str, column: str) -> None:
    """Raises ValueError where the schema knows no such table or column."""
    if column not in fillable_columns(table):
        raise ValueError(f"the table {table!r} has no column {column!r}")


def joined_by(column: str) -> str:
    """What stands between the parts when several columns fill one."""
    return ";" if column == "tags" else " "


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one file is to be read. Positions count from 0 in the header row.

    `template` is the id of a template, or "generic". `columns` is table -> canonical column -> positions; several
    positions are joined (`joined_by`). `channel`, `currency` and `timezone` hold where the file has no column of it;
    an empty currency is one that the export does not tell. `status_words` and `refund_words` turn a normalised word
    of the export (`normalise_word`) into a canonical one.
    """

    template: str
    source_system: str
    grain: str
    amounts: Amounts
    currency: str
    timezone: str
    channel: str
    columns: dict[str, dict[str, tuple[int, ...]]]
    status_words: dict[str, str]
    refund_words: dict[str, str]

    def positions(self, table: str, column: str) -> tuple[int, ...]:
        """Where the column comes from; empty when nothing fills it."""
        return self.columns.get(table, {}).get(column, ())

    @property
    def used(self) -> frozenset[int]:
        """Every position that fills something."""
        return frozenset(i for columns in self.columns.values() for positions in columns.values() for i in positions)

    @property
    def missing(self) -> tuple[str, ...]:
        """Required canonical columns, as `table.column`, that nothing fills. An order number can be derived."""
        return tuple(
            f"{table}.{column.name}"
            for table in self.columns
            for column in TABLES[table].required
            if not self.positions(table, column.name)
        )

    @property
    def names_person(self) -> bool:
        """Whether some column says which person a row is about."""
        return any(self.positions(table, name) for table in self.columns for name in PERSON_COLUMNS[table])

    def with_column(self, table: str, column: str, positions: tuple[int, ...]) -> "Mapping":
        """The mapping after a person's change; no positions leave the column empty.

        Raises ValueError where the schema knows no such column.
        """
        check_column(table, column)
        columns = {name: dict(filled) for name, filled in self.columns.items()}
        filled = columns.setdefault(table, {})
        filled.pop(column, None)
        if positions:
            filled[column] = tuple(positions)
        return replace(self, columns={name: filled for name, filled in columns.items() if filled})

    def to_json(self) -> str:
        """The mapping as one line of text, for remembering it by `header_fingerprint`."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """What `to_json` wrote. Raises ValueError where a table or column has left the schema since."""
        fields = json.loads(text)
        columns = fields.pop("columns")
        for table, filled in columns.items():
            for column in filled:
                check_column(table, column)
        read = {table: {name: tuple(at) for name, at in filled.items()} for table, filled in columns.items()}
        return cls(columns=read, **fields)
