"""Which columns of a file fill which canonical columns."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Literal, get_args

from insight.ingest.recognise.facts.melt import VALUE_COLUMN, Melt, melts_from_json
from insight.schema import TABLES

Amounts = Literal["order", "line"]
Packing = Literal["goods", "parallel", "parallel_lines", "parallel_bars", "parallel_commas"]
"""How one cell holds several lines of an order: as a text with quantities, or several cells as lists of one length,
with a semicolon, a line break, a bar or a comma between their parts."""

INPUT_ONLY: dict[str, tuple[str, ...]] = {
    "orders": ("address", "payment_status", "paid_flag", "void_flag", "document_type"),
    "customers": ("address",),
    "events": ("event_id",),
    "campaigns": ("content",),
    "touches": ("content",),
    "coupons": ("coupon_name",),
    "points_ledger": ("earned", "burned"),
}
"""What a file may fill and no table holds: of `address`, a whole address, province and city are kept; a second opinion
on the state of an order (`payment_status`, words; `paid_flag`, `void_flag`, yes or no; `document_type`, sale or return)
is heard by cleaning; points that came and points that went are one change; the others tell one row from another where
there is no number for it."""

DERIVED = frozenset(
    {
        "feedback.feedback_id",
        "feedback.text",
        "coupons.coupon_id",
        "campaigns.campaign_id",
        "touches.campaign_id",
        "survey_responses.response_id",
        "survey_answers.response_id",
        "metric_daily.date",
        "points_ledger.customer_ref",
        "points_ledger.delta",
        "consents.customer_ref",
    }
)
"""Required columns, as `table.column`, that cleaning can put together from other columns or from the file itself."""

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
    of the export (`normalise_word`) into a canonical one. `constants` is what every row of a table says where no
    column says it. `melts` are the columns that become rows. `packed` are the tables of which one cell holds several
    rows. `day_first`: a person said that 03/04 is the third of April (False: the fourth of March); None: as cells tell.
    `assumed` is what a person decided instead of the reader, by `Assumption.what`, or `what:header` for one column.
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
    constants: dict[str, dict[str, str]] = field(default_factory=dict)
    melts: dict[str, Melt] = field(default_factory=dict)
    packed: dict[str, Packing] = field(default_factory=dict)
    day_first: bool | None = None
    assumed: dict[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        """Every canonical table that the file fills. Answers are of a response, even if nothing is told of it."""
        filled = {name for name in TABLES if self.columns.get(name) or self.melts.get(name)}
        return tuple(
            name for name in TABLES if name in filled or {name, "survey_answers"} <= {"survey_responses", *filled}
        )

    def positions(self, table: str, column: str) -> tuple[int, ...]:
        """Where the column comes from; empty when nothing fills it."""
        return self.columns.get(table, {}).get(column, ())

    @property
    def used(self) -> frozenset[int]:
        """Every position whose cells are kept in a column; what only tells rows apart is kept beside them."""
        filling = [
            positions
            for table, columns in self.columns.items()
            for name, positions in columns.items()
            if name == "address" or name not in INPUT_ONLY.get(table, ())
        ]
        melted = [melt.positions for melt in self.melts.values()]
        return frozenset(position for positions in (*filling, *melted) for position in positions)

    @property
    def missing(self) -> tuple[str, ...]:
        """Required canonical columns, as `table.column`, that nothing fills. An order number can still be derived."""
        return tuple(
            f"{table}.{column.name}"
            for table in self.tables
            for column in TABLES[table].required
            if not self.positions(table, column.name)
            and not self._is_given(table, column.name)
            and f"{table}.{column.name}" not in DERIVED
        )

    def _is_given(self, table: str, column: str) -> bool:
        """Whether a column says the same in every row, or takes the melted cells."""
        if column in self.constants.get(table, {}):
            return True
        melt = self.melts.get(table)
        return melt is not None and (
            column == VALUE_COLUMN[table] or all(column in melted.constants for melted in melt.columns)
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
        for table, constants in fields.get("constants", {}).items():
            for column in constants:
                check_column(table, column)
        if unknown := set(fields.get("packed", {}).values()) - set(get_args(Packing)):
            raise ValueError(f"cells are packed as none of {', '.join(sorted(unknown))}")
        read = {table: {name: tuple(at) for name, at in filled.items()} for table, filled in columns.items()}
        return cls(columns=read, melts=melts_from_json(fields.pop("melts", {})), **fields)
