"""One refresh of everything, on the cluster: from the staging of a generation to the tables of its core and mart."""

import shutil
from collections.abc import Container, Iterable
from pathlib import Path

from insight.warehouse.refresh import refresh
from insight.warehouse.session import Session
from insight.warehouse.spark.build.changes import Name
from insight.warehouse.spark.build.held import Held, Piece
from insight.warehouse.spark.build.people import join_on_engine
from insight.warehouse.spark.build.session import Building, Progress
from insight.warehouse.spark.connect import Connection
from insight.warehouse.spark.settings import Engine
from insight.warehouse.spark.tables.generation import Generation, Part, StoredTable, register
from insight.warehouse.spark.tables.kept import forget
from insight.warehouse.spark.tables.shape import ddl_of
from insight.warehouse.tables import column_list

_TABLES = """
SELECT
    columns.table_schema,
    columns.table_name,
    columns.column_name,
    columns.data_type,
    tables.table_type = 'VIEW' AS is_view
FROM information_schema.columns AS columns
JOIN information_schema.tables AS tables
    ON tables.table_schema = columns.table_schema AND tables.table_name = columns.table_name
WHERE columns.table_schema IN ('core', 'mart')
ORDER BY columns.table_schema, columns.table_name, columns.ordinal_position
"""
_VIEWS = "SELECT sql FROM duckdb_views() WHERE schema_name IN ('core', 'mart')"

STAGING = "staging"
"""The schema that core and mart are built of."""


def build_core_and_mart(
    own: Session, line: Connection, engine: Engine, staged: Generation, progress: Progress | None = None
) -> tuple[StoredTable, ...]:
    """The tables of core and mart, written under the schema of `staged`, whose tables are those of staging.

    `own` is the file that the data come from: decisions, batches, and which tables and columns there are. No row of
    core and mart is read from it. Raises QueryError where the cluster fails; what was written then is named by nothing.
    """
    told = own.arrow(_TABLES).to_pylist()
    columns: dict[Name, dict[str, str]] = {}
    for row in told:
        columns.setdefault((row["table_schema"], row["table_name"]), {})[row["column_name"]] = ddl_of(row["data_type"])
    empty = {name: Held(columns=kinds) for name, kinds in columns.items()}
    session = Building(own, line, engine, staged.schema, _staging(line, engine, staged) | empty, progress)
    try:
        for view in own.arrow(_VIEWS)["sql"].to_pylist():
            session.execute(view)
        refresh(session, join=lambda _session: join_on_engine(session))
        for name in sorted({(row["table_schema"], row["table_name"]) for row in told if row["is_view"]}):
            session.execute(_settling(name, columns[name]))
        return tuple(_stored(session, name, staged.schema) for name in columns)
    finally:
        forget(line, engine, session.views, session.steps_folder)


def _staging(line: Connection, engine: Engine, staged: Generation) -> dict[Name, Held]:
    """The tables of staging, as the session on the cluster knows them."""
    found: dict[Name, Held] = {}
    for table in staged.tables:
        told = f"{staged.named(engine)}.{table.name}"
        line.once(told, lambda session, name=table.name: register(session, engine, staged, name))  # type: ignore[misc]
        schema, _between, name = table.name.partition("_")
        found[schema, name] = Held(columns={}, pieces=(Piece(view=told, folder="", rows=table.rows),))
    return found


def _settling(name: Name, columns: Iterable[str]) -> str:
    """What a view yields at the end becomes a table like any other."""
    schema, table = name
    return f'INSERT INTO {schema}."{table}" SELECT {column_list(list(columns))} FROM {schema}."{table}"'  # noqa: S608


def _stored(session: Building, name: Name, schema: str) -> StoredTable:
    held, stored_name = session.held(*name), "_".join(name)
    parts = tuple(Part(folder=piece.folder, rows=piece.rows) for piece in held.pieces)
    _remove_others(Path(session.engine.place) / schema / stored_name, {Path(part.folder).name for part in parts})
    columns = ", ".join(f"`{column}` {kind}" for column, kind in held.columns.items())
    return StoredTable(
        name=stored_name, columns=columns, parts=parts or (Part(folder=f"{schema}/{stored_name}", rows=0),)
    )


def _remove_others(folder: Path, kept: Container[str]) -> None:
    """Parts that a later statement of the same refresh replaced; where the place is a folder of this machine."""
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.name not in kept:
            shutil.rmtree(place, ignore_errors=True)
