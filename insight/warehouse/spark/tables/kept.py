"""Steps that are computed once, kept on the cluster until their statement is answered, and then gone.

They are written beside the tables, where that is a folder of this machine, so that they can be removed again. A local
checkpoint of Apache Spark would need no folder, but the client (4.2) lets go of one that took it long to make.
"""

import re
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from insight.errors import QueryError
from insight.warehouse.spark.connect import Connection, tagged
from insight.warehouse.spark.settings import Engine
from insight.warehouse.spark.statements import Plan
from insight.warehouse.spark.tables.generation import place_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def run(line: Connection, engine: Engine, plan: Plan, arguments: Mapping[str, Any]) -> pa.Table:
    """The rows of a statement whose costly steps are computed once; as a whole where nothing can be kept."""
    with _steps_kept(line, engine, plan, arguments) as statement:
        return line.run(statement, _named_in(statement, arguments))


def save(
    line: Connection,
    engine: Engine,
    plan: Plan,
    arguments: Mapping[str, Any],
    name: str,
    folder: str,
    cells: Sequence[str] = (),
) -> int:
    """Write the rows of a statement into `folder` as `keep` does; how many. `cells` are what is written of its columns,
    each an expression of Spark, all as they are where none is said."""
    with _steps_kept(line, engine, plan, arguments) as statement:
        keep(line, engine, statement, _named_in(statement, arguments), name, folder, cells)
    (row,) = line.run(f"SELECT count(*) AS n FROM {name}").to_pylist()  # noqa: S608
    return int(row["n"])


@contextmanager
def _steps_kept(line: Connection, engine: Engine, plan: Plan, arguments: Mapping[str, Any]) -> Iterator[str]:
    """The statement to run while the costly steps of a plan are kept."""
    if not plan.kept or not can_keep(engine):
        yield plan.whole
        return
    token = f"kept_{uuid.uuid4().hex[:12]}"
    named = plan.under(token)
    try:
        for name, said in named.kept:
            keep(line, engine, said, _named_in(said, arguments), name, f"{token}/{name}")
        yield named.statement
    finally:
        forget(line, engine, [name for name, _said in named.kept], token)


def can_keep(engine: Engine) -> bool:
    """Whether what is kept could be removed again from here."""
    return "://" not in engine.place


def keep(
    line: Connection,
    engine: Engine,
    said: str,
    given: Mapping[str, Any],
    name: str,
    folder: str,
    cells: Sequence[str] = (),
) -> None:
    """Make the rows of a statement, computed once, a view of the session; they lie in `folder`."""
    place = place_of(engine, folder)

    def written(frame: "DataFrame") -> "DataFrame":
        return _written(frame.selectExpr(*cells) if cells else frame, place)

    frame = line.ask(lambda session: tagged(session, said, given, written))
    line.ask(lambda _session: frame.createOrReplaceTempView(name))


def forget(line: Connection, engine: Engine, names: list[str], folder: str) -> None:
    """Let go of views that `keep` made, and of their folder."""
    with suppress(QueryError):
        line.ask(lambda session: [session.catalog.dropTempView(name) for name in names])
    shutil.rmtree(Path(engine.place) / folder, ignore_errors=True)


def _written(frame: "DataFrame", folder: str) -> "DataFrame":
    """Read with the types that were written, not always those that Sail told; a folder of no rows tells none.

    A column of NULL alone has no type that can be written.
    """
    from pyspark.sql.types import NullType

    empty = [field.name for field in frame.schema if isinstance(field.dataType, NullType)]
    filled = frame.withColumns({name: frame[name].cast("string") for name in empty}) if empty else frame
    filled.write.parquet(folder)
    found = filled.sparkSession.read.parquet(folder)
    return found if found.schema.fields else filled.sparkSession.read.schema(filled.schema).parquet(folder)


def _named_in(statement: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if re.search(rf":{name}\b", statement)}
