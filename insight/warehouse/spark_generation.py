"""Which tables on the cluster a workspace is answered from: a generation is a schema of its own, written once.

What is in force stands in the own file of the workspace and is the last thing a load writes. A load that was broken off
leaves tables that nothing names; the ones in force stay as they are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
from sqlglot import exp

from insight.warehouse.session import Session, read_table
from insight.warehouse.spark_settings import Engine

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
class StoredTable:
    """`name`: schema and name of the workspace's table with _ between; `columns`: as Spark writes them."""

    name: str
    columns: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """`number` counts the loads; `source` is the workspace that was loaded, and `source_state` its fingerprint then."""

    number: int
    schema: str
    source: str
    source_state: str
    loaded_at: str
    tables: tuple[StoredTable, ...]

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
            "tables": json.dumps([[table.name, table.columns, table.rows] for table in generation.tables]),
        },
    )
    fallen = generations(session.cursor)[kept:]
    for each in fallen:
        session.execute("DELETE FROM app.engine_tables WHERE generation = $number", {"number": each.number})
    return fallen


def register(session: "SparkSession", engine: Engine, generation: Generation, name: str) -> None:
    """Name a table where the server does not know it: some catalogs forget with every session."""
    schema = generation.named(engine)
    at = exp.Literal.string(place_of(engine, generation.schema, name)).sql(dialect="spark")
    columns = next(table.columns for table in generation.tables if table.name == name)
    session.sql(f"CREATE DATABASE IF NOT EXISTS {schema}").collect()
    session.sql(f"CREATE TABLE IF NOT EXISTS {schema}.{name} ({columns}) USING parquet LOCATION {at}").collect()


def place_of(engine: Engine, schema: str, table: str) -> str:
    """Where the files of a table lie."""
    return f"{engine.place.rstrip('/')}/{schema}/{table}"


def _generation(row: Mapping[str, object]) -> Generation:
    return Generation(
        number=int(str(row["generation"])),
        schema=str(row["schema_name"]),
        source=str(row["source"]),
        source_state=str(row["source_state"]),
        loaded_at=str(row["loaded_at"]),
        tables=tuple(StoredTable(name=n, columns=c, rows=r) for n, c, r in json.loads(str(row["tables"]))),
    )
