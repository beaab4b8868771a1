"""What a canonical table and a canonical column are."""

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Literal

from insight.i18n import Text


class Kind(Enum):
    """What a cell holds: decides how its text is read and the type it is stored in."""

    ID = "id"
    TEXT = "text"
    PHONE = "phone"
    EMAIL = "email"
    GENDER = "gender"
    MONEY = "money"
    NUMBER = "number"
    COUNT = "count"
    TIME = "time"
    DATE = "date"
    FLAG = "flag"
    STATUS = "status"
    DOCUMENT = "document"

    @property
    def sql_type(self) -> str:
        """The type of a stored column of this kind."""
        return _SQL_TYPES.get(self, "VARCHAR")


_SQL_TYPES = {
    Kind.MONEY: "DECIMAL(18,2)",
    Kind.NUMBER: "DOUBLE",
    Kind.COUNT: "BIGINT",
    Kind.TIME: "TIMESTAMP",
    Kind.DATE: "DATE",
    Kind.FLAG: "BOOLEAN",
}

PersonScope = Literal["global", "source", "fallback"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `meaning` says what `label` cannot; `required`: a row without it is not a row of this table.

    `names_person` marks an identifier of a person. A "global" value means the same person in every source (a phone), a
    "source" value only within the source that issued it (a member number), a "fallback" value is used only where the
    row has no other.
    """

    name: str
    kind: Kind
    label: Text
    meaning: Text
    required: bool = False
    names_person: PersonScope | None = None

    def must_be(self) -> "Column":
        """The same column where no row can do without it."""
        return replace(self, required=True)


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table. `key` is the business key within one source system: the same key again is the same row."""

    name: str
    label: Text
    row: Text
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(repr=False)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in order, without the columns of provenance."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that a row cannot do without."""
        return tuple(column for column in self.columns if column.required)
