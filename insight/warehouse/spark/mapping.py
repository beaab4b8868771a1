"""Tables that a brand already has on its cluster, read as canonical ones: a TOML of canonical column = expression.

    source_system = "erp"          # whose numbers name orders and people
    currency = "CNY"               # of amounts without a column of it

    [orders]
    from = "sales.orders"          # a table of the catalog
    where = "NOT is_test"          # optional
    order_id = "id"
    ordered_at = "CAST(from_utc_timestamp(created, 'Asia/Shanghai') AS TIMESTAMP_NTZ)"

Every expression is asked for its type before anything is read; all faults are told together.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from insight.errors import ParameterError, QueryError
from insight.i18n import Text, _
from insight.schema import TABLES, Column, Kind
from insight.warehouse.spark.connect import Connection

MAPPING_FILE = "mapping.toml"
"""Its name in the folder of the workspace."""

_TOGETHER = "order_id"
"""Rows of one value come in one heap: the lines of an order are those of its newest batch."""
_ROWS_AT_ONCE = 500_000

_HEAD = ("source_system", "currency")
_OF_TABLE = ("from", "where")
_TEXT = ("string", "varchar", "char", "tinyint", "smallint", "int", "bigint")
_WHOLE = ("tinyint", "smallint", "int", "bigint")
_TAKES: Mapping[Kind, tuple[str, ...]] = {
    Kind.MONEY: ("decimal", *_WHOLE),
    Kind.NUMBER: ("double", "float", "decimal", *_WHOLE),
    Kind.COUNT: _WHOLE,
    Kind.TIME: ("timestamp_ntz", "date"),
    Kind.DATE: ("date",),
    Kind.FLAG: ("boolean",),
}
"""The types that a kind of column takes without a guess; text and whole numbers where it is not here."""

_STORED = {Kind.MONEY: "DECIMAL(18,2)", Kind.NUMBER: "DOUBLE", Kind.TIME: "TIMESTAMP_NTZ"}
_NOT_OF_A_ROW = (exp.Query, exp.AggFunc, exp.Command, exp.DDL, exp.DML, exp.Placeholder, exp.Parameter)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTable:
    """A canonical table: `rows` is what it is read from, with `where` a condition or empty; `columns` holds a checked
    expression for each canonical column."""

    name: str
    rows: str
    where: str
    columns: Mapping[str, str]

    @property
    def statement(self) -> str:
        """Its rows as text, in the plain forms that cleaning reads without a guess."""
        table = TABLES[self.name]
        cells = ", ".join(f"{_as_text(table[name], said)} AS `{name}`" for name, said in self.columns.items())
        return f"SELECT {cells} FROM {self.rows}" + (f" WHERE {self.where}" if self.where else "")  # noqa: S608

    def heap(self, number: int, heaps: int) -> str:
        """Of its rows those of one heap of several."""
        together = [_TOGETHER] if _TOGETHER in self.columns else list(self.columns)
        names = ", ".join(f"`{name}`" for name in together)
        return f"SELECT * FROM ({self.statement}) AS cells WHERE pmod(xxhash64({names}), {heaps}) = {number}"  # noqa: S608

    @property
    def state(self) -> str:
        """One row that differs where the rows, or what is read of them, do."""
        names = ", ".join(f"`{name}`" for name in self.columns)
        return (
            "SELECT count(*) AS n, bit_xor(key) AS mixed, sum(CAST(key AS DECIMAL(38, 0))) AS added "  # noqa: S608
            f"FROM (SELECT xxhash64({names}) AS key FROM ({self.statement}) AS cells) AS keys"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeMapping:
    """`source_system`: whose numbers name orders and people; `currency`: of amounts without a column of it."""

    source_system: str
    currency: str
    tables: tuple[MappedTable, ...]


class MappingError(QueryError):
    """`faults` has one sentence for each thing that is wrong with a mapping, each with its column."""

    def __init__(self, file: Path, faults: list[Text]) -> None:
        self.faults = faults
        super().__init__(
            _("The mapping cannot be used, and nothing was read"),
            _("{file}: {faults:count} faults", file=str(file), faults=len(faults)),
            _("Correct these columns and try again"),
        )


def read_mapping(file: Path, line: Connection) -> LakeMapping:
    """The mapping in a file, checked against the schema and against the types on the cluster.

    Raises MappingError with all faults, ParameterError where the file cannot be read or has no heading.
    """
    values = _read(file)
    line.answers()
    check = _Check(line)
    given = {name: said for name, said in values.items() if name not in _HEAD}
    tables = tuple(table for name, said in given.items() if (table := check.table(name, said)) is not None)
    if not given:
        check.faults.append(_("No table is mapped: write [orders] and what it is read from"))
    if check.faults:
        raise MappingError(file, check.faults)
    return LakeMapping(
        source_system=str(values["source_system"]), currency=str(values.get("currency", "")), tables=tables
    )


def state_of(table: MappedTable, line: Connection) -> str:
    """A mark that is the same as long as the rows of the table, and what is read of them, are."""
    (row,) = line.run(table.state).to_pylist()
    return hashlib.sha256(f"{table.statement}\n{sorted(row.items())}".encode()).hexdigest()


def rows_of(table: MappedTable, line: Connection, at_once: int = _ROWS_AT_ONCE) -> Iterator[pa.Table]:
    """The rows of a mapped table, every cell text, in heaps of about so many; lines of one order are in one heap."""
    (counted,) = line.run(f"SELECT count(*) AS n FROM ({table.statement}) AS cells").to_pylist()  # noqa: S608
    heaps = max(1, -(-int(counted["n"]) // at_once))
    for number in range(heaps):
        yield line.run(table.heap(number, heaps))


def _read(file: Path) -> dict[str, object]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ParameterError("--mapping", f"{file}: {error}", _("a TOML file that can be read")) from error
    system = values.get("source_system")
    if not isinstance(system, str) or not system.isidentifier():
        expected = _("source_system in it: a short name such as erp, of letters, digits and _")
        raise ParameterError("--mapping", f"{file}: source_system = {system!r}", expected)
    return values


class _Check:
    """Reads a mapping table by table and notes in `faults` what cannot be."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self.faults: list[Text] = []

    def table(self, name: str, given: object) -> MappedTable | None:
        if name not in TABLES or not isinstance(given, dict):
            names = ", ".join(TABLES)
            self.faults.append(_("[{table}]: there is no such table; there are {names}", table=name, names=names))
            return None
        self._names(name, given)
        rows = self._rows(name, given.get("from"))
        if rows is None:
            return None
        columns = {
            column.name: said
            for column in TABLES[name].columns
            if column.name in given and (said := self._column(name, column, given[column.name], rows))
        }
        where = self._where(name, given["where"], rows) if "where" in given else ""
        return MappedTable(name=name, rows=rows, where=where, columns=columns)

    def _names(self, table: str, given: Mapping[str, object]) -> None:
        for column in given:
            if column not in (*TABLES[table].column_names, *_OF_TABLE):
                self.faults.append(_("[{table}] {column}: the table has no such column", table=table, column=column))
        for needed in TABLES[table].required:
            if needed.name not in given:
                told = {"table": table, "column": needed.name}
                self.faults.append(_("[{table}] {column}: a row cannot do without it", **told))

    def _rows(self, table: str, given: object) -> str | None:
        try:
            rows = exp.to_table(str(given or ""), dialect="spark").sql(dialect="spark", identify=True)
            self._schema(f"SELECT * FROM {rows}")  # noqa: S608
        except (SqlglotError, QueryError) as error:
            told = {"table": table, "value": str(given), "reason": _reason(error)}
            self.faults.append(_("[{table}] from: {value} is no table that the engine reads: {reason}", **told))
            return None
        return rows

    def _column(self, table: str, column: Column, given: object, rows: str) -> str | None:
        """The expression of a column; None, and a fault, where it does not yield what the column holds."""
        said = self._expression(table, column.name, given)
        found = self._type(table, column.name, said, rows) if said else None
        wanted = _TAKES.get(column.kind, _TEXT)
        if found is None or found.partition("(")[0] in wanted:
            return said if found else None
        told = {"table": table, "column": column.name, "said": str(given), "found": found, "wanted": ", ".join(wanted)}
        self.faults.append(_("[{table}] {column}: {said} is of type {found}; cast it to one of {wanted}", **told))
        return None

    def _where(self, table: str, given: object, rows: str) -> str:
        said = self._expression(table, "where", given)
        found = self._type(table, "where", said, rows) if said else None
        if found not in (None, "boolean"):
            told = {"table": table, "said": str(given), "found": found}
            self.faults.append(_("[{table}] where: {said} is of type {found}, not true or false", **told))
        return said or ""

    def _expression(self, table: str, column: str, given: object) -> str | None:
        """One expression over the columns of a row, written anew from what was understood of it."""
        try:
            tree = sqlglot.parse_one(given, read="spark") if isinstance(given, str) else None
        except SqlglotError:
            tree = None
        if tree is None or isinstance(tree, exp.Alias) or tree.find(*_NOT_OF_A_ROW):
            told = {"table": table, "column": column, "said": str(given)}
            self.faults.append(_("[{table}] {column}: {said} is not one expression over the columns of a row", **told))
            return None
        return tree.sql(dialect="spark", comments=False)

    def _type(self, table: str, column: str, said: str, rows: str) -> str | None:
        """The type that the engine says an expression has."""
        try:
            return self._schema(f"SELECT {said} AS held FROM {rows}")[0]  # noqa: S608
        except QueryError as error:
            told = {"table": table, "column": column, "said": said, "reason": _reason(error)}
            self.faults.append(_("[{table}] {column}: the engine does not understand {said}: {reason}", **told))
            return None

    def _schema(self, statement: str) -> list[str]:
        """The types of what a statement would yield; nothing is read."""
        found = self._line.ask(lambda session: session.sql(statement).schema)
        return [field.dataType.simpleString() for field in found]


def _reason(error: Exception) -> str:
    """What the engine itself says, without its address."""
    return " ".join(str(error.__cause__ or error).split())[:200]


def _as_text(column: Column, said: str) -> str:
    stored = _STORED.get(column.kind)
    return f"CAST(CAST({said} AS {stored}) AS STRING)" if stored else f"CAST({said} AS STRING)"
