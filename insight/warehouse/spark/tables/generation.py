"""Which tables on the cluster a workspace is answered from: a generation is a schema of its own, written once.

A table lies there in parts, each in a folder that is written once; a generation may name parts that an earlier one
wrote. What is in force stands in the own file of the workspace and is the last thing a load writes. A load that was
broken off leaves files that nothing names; the tables in force stay as they are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
from sqlglot import exp

from insight.errors import QueryError
from insight.i18n import _
from insight.warehouse.session import Session, read_table
from insight.warehouse.spark.settings import Engine

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

_CREATE = """
CREATE TABLE IF NOT EXISTS app.engine_tables (
    generation BIGINT,
    schema_name VARCHAR,
    source VARCHAR,
    source_state VARCHAR,
    loaded_at TIMESTAMP,
    tables VARCHAR
)
"""
_READ = """
SELECT generation, schema_name, source, source_state, loaded_at, tables
FROM app.engine_tables
ORDER BY generation DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of a table in a folder of their own, named from the place of the engine.

    `label` says which rows, the same in every generation; `mark` differs where the rows do. Both are empty for parts
    that a program before this one wrote.
    """

    folder: str
    rows: int
    label: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTable:
    """`name`: schema and name of the workspace's table with _ between; `columns`: as Spark writes them."""

    name: str
    columns: str
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """Rows of all parts."""
        return sum(part.rows for part in self.parts)

    def written_in(self, schema: str) -> int:
        """Rows of the parts that the load of that schema wrote; the others lay there before."""
        return sum(part.rows for part in self.parts if part.folder.startswith(f"{schema}/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """`number` counts the loads; `source` is the workspace that was loaded, and `source_state` its fingerprint then."""

    number: int
    schema: str
    source: str
    source_state: str
    loaded_at: str
    tables: tuple[StoredTable, ...]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def written(self) -> int:
        """Rows that its load wrote."""
        return sum(table.written_in(self.schema) for table in self.tables)

    @property
    def folders(self) -> frozenset[str]:
        """Where its parts lie."""
        return frozenset(part.folder for table in self.tables for part in table.parts)

    def named(self, engine: Engine) -> str:
        """The schema as statements name it."""
        return f"{engine.catalog}.{self.schema}" if engine.catalog else self.schema


def generations(cursor: duckdb.DuckDBPyConnection) -> list[Generation]:
    """The newest first."""
    try:
        rows = read_table(cursor, _READ, None).to_pylist()
    except duckdb.CatalogException:
        return []
    return [_generation(row) for row in rows]


def put_in_force(session: Session, generation: Generation, *, kept: int) -> list[Generation]:
    """Let questions be answered from these tables once the transaction is done; the generations that fall away."""
    session.execute(_CREATE)
    session.execute(
        "INSERT INTO app.engine_tables VALUES ($number, $schema, $source, $state, $at::TIMESTAMP, $tables)",
        {
            "number": generation.number,
            "schema": generation.schema,
            "source": generation.source,
            "state": generation.source_state,
            "at": generation.loaded_at,
            "tables": json.dumps([_record(table) for table in generation.tables]),
        },
    )
    fallen = generations(session.cursor)[kept:]
    for each in fallen:
        session.execute("DELETE FROM app.engine_tables WHERE generation = $number", {"number": each.number})
    return fallen


def register(session: "SparkSession", engine: Engine, generation: Generation, name: str) -> None:
    """Name a table where the server does not know it: some catalogs forget with every session.

    One part is a table; several are a table each, and what is asked is the view of them all. Raises QueryError for a
    table that an older version of the program did not write.
    """
    schema = generation.named(engine)
    table = next((table for table in generation.tables if table.name == name), None)
    if table is None:
        raise QueryError(
            _("The tables on the engine were written by an older version of this program"),
            _("{table} is not among them", table=name),
            _("Load them anew: python -m insight lake refresh"),
        )
    several = len(table.parts) > 1
    names = [f"{schema}.{name}__{number}" if several else f"{schema}.{name}" for number in range(len(table.parts))]
    session.sql(f"CREATE DATABASE IF NOT EXISTS {schema}").collect()
    for named, part in zip(names, table.parts, strict=True):
        at = exp.Literal.string(place_of(engine, part.folder)).sql(dialect="spark")
        session.sql(f"CREATE TABLE IF NOT EXISTS {named} ({table.columns}) USING parquet LOCATION {at}").collect()
    if several:
        together = " UNION ALL ".join(f"SELECT * FROM {named}" for named in names)  # noqa: S608
        session.sql(f"CREATE VIEW IF NOT EXISTS {schema}.{name} AS {together}").collect()


def place_of(engine: Engine, folder: str) -> str:
    """Where the files of a part lie."""
    return f"{engine.place.rstrip('/')}/{folder}"


def _record(table: StoredTable) -> list[object]:
    return [table.name, table.columns, [[part.folder, part.rows, part.label, part.mark] for part in table.parts]]


def _table(schema: str, name: str, columns: str, parts: int | list[tuple[str, int, str, str]]) -> StoredTable:
    """A number stands for one part by the name of the table: so an earlier program wrote it."""
    if isinstance(parts, int):
        return StoredTable(name=name, columns=columns, parts=(Part(folder=f"{schema}/{name}", rows=parts),))
    found = (Part(folder=folder, rows=rows, label=label, mark=mark) for folder, rows, label, mark in parts)
    return StoredTable(name=name, columns=columns, parts=tuple(found))


def _generation(row: Mapping[str, object]) -> Generation:
    schema = str(row["schema_name"])
    return Generation(
        number=int(str(row["generation"])),
        schema=schema,
        source=str(row["source"]),
        source_state=str(row["source_state"]),
        loaded_at=str(row["loaded_at"]),
        tables=tuple(_table(schema, *table) for table in json.loads(str(row["tables"]))),
    )
