"""A workspace of this machine loaded onto a cluster: every table written anew, counted there, then in force."""

import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from insight.errors import ParameterError, QueryError
from insight.i18n import _
from insight.settings import Settings, settings
from insight.warehouse.session import Session
from insight.warehouse.spark import SparkWarehouse
from insight.warehouse.spark_connect import Connection, connection
from insight.warehouse.spark_generation import Generation, StoredTable, place_of, put_in_force, register
from insight.warehouse.spark_settings import ENGINE_FILE, Engine, engine_of, keep_engine
from insight.warehouse.spark_shape import ddl, storable, stored
from insight.warehouse.warehouse import DATABASE, DuckWarehouse, open_workspace

_TABLES = """
SELECT table_schema, table_name
FROM information_schema.tables
WHERE table_schema IN ('staging', 'core', 'mart')
ORDER BY table_schema, table_name
"""
_OF_THE_DATA = ("batches", "repairs")
"""Tables of `app` that tell of the data and not of what staff do: they come along."""

_ROWS_AT_ONCE = 200_000
_KEPT = 2
"""The generation in force and the one before it, which a question may still be reading."""

Progress = Callable[[str, int], None]


def begin_on_engine(workspace: str, engine: Engine, options: Settings | None = None) -> SparkWarehouse:
    """A workspace whose data lie on an engine, made when it is not there; nothing is written where the engine is not.

    Raises ParameterError where the workspace holds data of its own, or lies on another engine.
    """
    options = options or settings()
    folder = options.workspace_folder(workspace).resolve()
    known = engine_of(folder)
    if known is None and (folder / DATABASE).exists():
        raise ParameterError("workspace", workspace, _("a new name: the data of this one lie in its own file"))
    if known is not None and known != engine:
        raise ParameterError("engine", engine.address, _("{address}, or change {file}", **_where(known, folder)))
    connection(engine.address).answers()
    if known is None:
        folder.mkdir(parents=True, exist_ok=True)
        keep_engine(folder, engine)
    return on_engine(workspace, options)


def on_engine(workspace: str, options: Settings | None = None) -> SparkWarehouse:
    """The workspace of that name. Raises ParameterError where its data lie in its own file."""
    folder = (options or settings()).workspace_folder(workspace).resolve()
    if engine_of(folder) is None:
        raise ParameterError(
            "workspace", workspace, _("one that lies on an engine, or name the engine: --engine sc://…")
        )
    warehouse = open_workspace(workspace, options)
    if not isinstance(warehouse, SparkWarehouse):
        raise ParameterError("workspace", workspace, _("one that was not opened before its engine was named"))
    return warehouse


def load_onto_engine(
    source: DuckWarehouse, target: SparkWarehouse, at: datetime, progress: Progress | None = None
) -> Generation:
    """Write every table of the data of `source` onto the cluster and answer from there; the new generation.

    A load that is broken off, by whatever, leaves what was in force. Raises QueryError where the cluster fails.
    """
    if isinstance(source, SparkWarehouse):
        raise ParameterError("from", source.workspace, _("a workspace whose data lie in its own file"))
    with source.trying() as session:
        state = source.fingerprint
        generation = _written(session, source, target, state, at, progress)
        own = {name: session.arrow(f"SELECT * FROM app.{name}") for name in _OF_THE_DATA}  # noqa: S608
    _check_counts(target.connection, target.engine, generation)
    with target.taking_over() as session:
        for name, rows in own.items():
            session.execute(f"DELETE FROM app.{name}")  # noqa: S608
            session.register(f"new_{name}", rows)
            session.execute(f"INSERT INTO app.{name} BY NAME SELECT * FROM new_{name}")  # noqa: S608
        session.execute("UPDATE app.state SET generation = generation + 1")
        fallen = put_in_force(session, generation, kept=_KEPT)
    for each in fallen:
        _drop(target.connection, target.engine, each)
    return generation


def _written(
    session: Session,
    source: DuckWarehouse,
    target: SparkWarehouse,
    state: str,
    at: datetime,
    progress: Progress | None,
) -> Generation:
    schema = f"insight_{_identifier(target.workspace)}_{uuid.uuid4().hex[:8]}"
    tables = []
    for schema_name, name in _names(session):
        table = _write(session, target, schema, schema_name, name)
        tables.append(table)
        if progress is not None:
            progress(f"{schema_name}.{name}", table.rows)
    return Generation(
        number=1 + _newest(target),
        schema=schema,
        source=source.workspace,
        source_state=state,
        loaded_at=at.isoformat(sep=" "),
        tables=tuple(tables),
    )


def _names(session: Session) -> Iterator[tuple[str, str]]:
    for row in session.arrow(_TABLES).to_pylist():
        yield row["table_schema"], row["table_name"]


def _newest(target: SparkWarehouse) -> int:
    found = target.known_generations()
    return found[0].number if found else 0


def _write(session: Session, target: SparkWarehouse, schema: str, schema_name: str, name: str) -> StoredTable:
    statement = f'SELECT * FROM {schema_name}."{name}"'  # noqa: S608
    columns = storable(session.arrow(f"{statement} LIMIT 0").schema)
    place, rows = place_of(target.engine, schema, f"{schema_name}_{name}"), 0
    for batch in session.batches(statement, _ROWS_AT_ONCE):
        if batch.num_rows:
            _append(target.connection, stored(batch, columns), place)
            rows += batch.num_rows
    return StoredTable(name=f"{schema_name}_{name}", columns=ddl(columns), rows=rows)


def _append(line: Connection, rows: pa.Table, place: str) -> None:
    line.ask(lambda session: session.createDataFrame(rows).write.mode("append").parquet(place))


def _check_counts(line: Connection, engine: Engine, generation: Generation) -> None:
    """What the cluster reads back is what was written: also where it sees another disk than this machine."""
    for table in generation.tables:
        name = table.name
        line.ask(lambda session, name=name: register(session, engine, generation, name))  # type: ignore[misc]
        (row,) = line.run(f"SELECT count(*) AS n FROM {generation.named(engine)}.{name}").to_pylist()  # noqa: S608
        if int(row["n"]) != table.rows:
            raise QueryError(
                _("The engine does not read back what was loaded; the tables before stay in force"),
                _("{table}: {found:count} of {rows:count} rows", table=name, found=row["n"], rows=table.rows),
                _("Name a place that every machine of the engine sees: --place"),
            )


def _drop(line: Connection, engine: Engine, generation: Generation) -> None:
    """Forget a generation that is no longer read; its files too, where they lie on this machine."""
    line.ask(lambda session: session.sql(f"DROP DATABASE IF EXISTS {generation.named(engine)} CASCADE").collect())
    folder = Path(engine.place) / generation.schema
    if folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)


def _identifier(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "workspace"


def _where(engine: Engine, folder: Path) -> dict[str, str]:
    return {"address": engine.address.partition("/;")[0], "file": str(folder / ENGINE_FILE)}
