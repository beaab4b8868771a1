"""A workspace of this machine loaded onto a cluster: what changed is written, counted there, then in force."""

import re
import shutil
import time
import uuid
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from insight.errors import ParameterError, QueryError
from insight.i18n import _
from insight.settings import Settings, settings
from insight.warehouse.session import Session
from insight.warehouse.spark.build import STAGING, Progress, build_core_and_mart
from insight.warehouse.spark.connect import Connection, connection
from insight.warehouse.spark.settings import ENGINE_FILE, Engine, engine_of, keep_engine
from insight.warehouse.spark.tables.generation import Generation, put_in_force, register
from insight.warehouse.spark.tables.leftovers import remove_leftovers
from insight.warehouse.spark.tables.parts import Writer, sources
from insight.warehouse.spark.workspace import SparkWarehouse
from insight.warehouse.warehouse import DATABASE, DuckWarehouse, open_workspace

_OF_THE_DATA = ("batches", "repairs")
"""Tables of `app` that tell of the data and not of what staff do: they come along."""

_KEPT = 2
"""The generation in force and the one before it, which a question may still be reading."""


def begin_on_engine(workspace: str, engine: Engine, options: Settings | None = None) -> SparkWarehouse:
    """A workspace whose data lie on an engine, made when it is not there; nothing is written where the engine is not.
    Where its core and mart are built may be said anew.

    Raises ParameterError where the workspace holds data of its own, or lies on another engine.
    """
    options = options or settings()
    folder = options.workspace_folder(workspace).resolve()
    known = engine_of(folder)
    if known is None and (folder / DATABASE).exists():
        raise ParameterError("workspace", workspace, _("a new name: the data of this one lie in its own file"))
    if known is not None and replace(known, build=engine.build) != engine:
        raise ParameterError("engine", engine.address, _("{address}, or change {file}", **_where(known, folder)))
    connection(engine.address).answers()
    if known != engine:
        folder.mkdir(parents=True, exist_ok=True)
        keep_engine(folder, engine)
    warehouse = on_engine(workspace, options)
    warehouse.engine = engine
    return warehouse


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
    source: DuckWarehouse,
    target: SparkWarehouse,
    at: datetime,
    progress: Progress | None = None,
    *,
    whole: bool = False,
) -> Generation:
    """Bring the data of `source` onto the cluster and answer from there; the new generation.

    Parts of tables whose rows lie there already are not written again, unless the `whole` is wanted. A load that is
    broken off, by whatever, leaves what was in force. Raises QueryError where the cluster fails.
    """
    if isinstance(source, SparkWarehouse):
        raise ParameterError("from", source.workspace, _("a workspace whose data lie in its own file"))
    before = next(iter(target.known_generations()), None)
    with source.trying() as session:
        generation = _written(session, source, target, before, whole, at, progress)
        own = {name: session.arrow(f"SELECT * FROM app.{name}") for name in _OF_THE_DATA}  # noqa: S608
    known = before.folders if before and not whole else frozenset()
    _check_counts(target.connection, target.engine, generation, known)
    with target.taking_over() as session:
        for name, rows in own.items():
            session.execute(f"DELETE FROM app.{name}")  # noqa: S608
            session.register(f"new_{name}", rows)
            session.execute(f"INSERT INTO app.{name} BY NAME SELECT * FROM new_{name}")  # noqa: S608
        session.execute("UPDATE app.state SET generation = generation + 1")
        fallen = put_in_force(session, generation, kept=_KEPT)
    needed = frozenset[str]().union(*(each.folders for each in target.known_generations()))
    for each in fallen:
        _drop(target.connection, target.engine, each, needed)
    place = Path(target.engine.place)
    if place.is_relative_to(target.folder):
        remove_leftovers(place, {Path(folder).parts[0] for folder in needed}, time.time())
    return generation


def _written(
    session: Session,
    source: DuckWarehouse,
    target: SparkWarehouse,
    before: Generation | None,
    whole: bool,
    at: datetime,
    progress: Progress | None,
) -> Generation:
    state, schema = source.fingerprint, f"insight_{_identifier(target.workspace)}_{uuid.uuid4().hex[:8]}"
    known = {table.name: table for table in before.tables} if before and not whole else {}
    writer = Writer(session=session, line=target.connection, engine=target.engine, schema=schema)
    tables = []
    for each in sources(session):
        if target.engine.builds and each.schema != STAGING:
            continue
        table = writer.write(each, known.get(each.stored_name))
        tables.append(table)
        if progress is not None:
            progress(f"{each.schema}.{each.name}", table.rows, table.written_in(schema))
    generation = Generation(
        number=1 + (before.number if before else 0),
        schema=schema,
        source=source.workspace,
        source_state=state,
        loaded_at=at.isoformat(sep=" "),
        tables=tuple(tables),
    )
    if target.engine.builds:
        built = build_core_and_mart(session, target.connection, target.engine, generation, progress)
        generation = replace(generation, tables=generation.tables + built)
    return generation


def _check_counts(line: Connection, engine: Engine, generation: Generation, known: frozenset[str]) -> None:
    """What the cluster reads back is what was written: also where it sees another disk than this machine.

    A table of which nothing is new was counted when it was written.
    """
    for table in generation.tables:
        name = table.name
        if all(part.folder in known for part in table.parts):
            continue
        line.ask(lambda session, name=name: register(session, engine, generation, name))  # type: ignore[misc]
        (row,) = line.run(f"SELECT count(*) AS n FROM {generation.named(engine)}.{name}").to_pylist()  # noqa: S608
        if int(row["n"]) != table.rows:
            raise QueryError(
                _("The engine does not read back what was loaded; the tables before stay in force"),
                _("{table}: {found:count} of {rows:count} rows", table=name, found=row["n"], rows=table.rows),
                _("Name a place that every machine of the engine sees: --place"),
            )


def _drop(line: Connection, engine: Engine, generation: Generation, needed: frozenset[str]) -> None:
    """Forget a generation that is no longer read; of its files, where they lie on this machine, what nothing needs."""
    line.ask(lambda session: session.sql(f"DROP DATABASE IF EXISTS {generation.named(engine)} CASCADE").collect())
    for folder in generation.folders - needed:
        place = Path(engine.place) / folder
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
            _remove_empty(place.parent, Path(engine.place))


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _identifier(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "workspace"


def _where(engine: Engine, folder: Path) -> dict[str, str]:
    return {"address": engine.address.partition("/;")[0], "file": str(folder / ENGINE_FILE)}
