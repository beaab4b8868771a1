"""Steps that are computed once, kept on the cluster until their statement is answered, and then gone.

Apache Spark keeps rows of a step by itself (a local checkpoint). A server that cannot writes them beside the tables,
where that is a folder of this machine, so that they can be removed again.
"""

import re
import shutil
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from insight.errors import QueryError
from insight.warehouse.spark_connect import Connection, tagged
from insight.warehouse.spark_settings import Engine
from insight.warehouse.spark_steps import Plan

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.connect.session import SparkSession


def run(line: Connection, engine: Engine, plan: Plan, arguments: Mapping[str, Any]) -> pa.Table:
    """The rows of a statement whose costly steps are computed once; as a whole where nothing can be kept."""
    if not plan.kept or not (line.checkpoints or _is_folder(engine)):
        return line.run(plan.whole, arguments)
    token = f"kept_{uuid.uuid4().hex[:12]}"
    named, root = plan.under(token), Path(engine.place) / token
    try:
        for name, said in named.kept:
            given = _named_in(said, arguments)
            keep = _checkpointed if line.checkpoints else partial(_written, folder=root / name)
            line.ask(partial(_keep, said=said, given=given, name=name, keep=keep))
        return line.run(named.statement, _named_in(named.statement, arguments))
    finally:
        with suppress(QueryError):
            line.ask(lambda session: [session.catalog.dropTempView(name) for name, _said in named.kept])
        shutil.rmtree(root, ignore_errors=True)


def _is_folder(engine: Engine) -> bool:
    return "://" not in engine.place


def _keep(
    session: "SparkSession",
    said: str,
    given: Mapping[str, Any],
    name: str,
    keep: Callable[["DataFrame"], "DataFrame"],
) -> None:
    tagged(session, said, given, keep).createOrReplaceTempView(name)


def _checkpointed(frame: "DataFrame") -> "DataFrame":
    return frame.localCheckpoint()


def _written(frame: "DataFrame", folder: Path) -> "DataFrame":
    """Read with the types it had: a folder of no rows tells none."""
    frame.write.parquet(str(folder))
    return frame.sparkSession.read.schema(frame.schema).parquet(str(folder))


def _named_in(statement: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if re.search(rf":{name}\b", statement)}
