"""A workspace whose data lie on a Spark cluster; what staff keep, and the shapes of the tables, lie in its own file.

A statement that reads no data is answered by the own file. Any other goes to the cluster, and with it the tables of the
own file that it reads. The own file has the tables of the data too, empty: they say which columns a statement yields,
and of which types, so that an answer is the same from either engine.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pandas as pd
import pyarrow as pa

from insight.errors import QueryError
from insight.i18n import _
from insight.settings import Settings
from insight.warehouse.session import Session, Values, bound, read_frame, read_table
from insight.warehouse.spark.connect import Connection, connection, require_client
from insight.warehouse.spark.settings import Engine
from insight.warehouse.spark.statements import (
    DATA_SCHEMAS,
    NOTHING,
    OWN_SCHEMA,
    Kinds,
    insertion,
    kinds_of,
    planned,
    tables_of,
    translated,
)
from insight.warehouse.spark.tables.generation import Generation, generations, register
from insight.warehouse.spark.tables.kept import run
from insight.warehouse.spark.tables.shape import shaped, view_of
from insight.warehouse.steps import Bound, numbered
from insight.warehouse.warehouse import DuckWarehouse

_MOST_SHAPES = 4096
_STAGING = "staging."
"""Who reads this in a transaction is about to bring data in, or to derive them anew."""
_BROUGHT = "brought_from_the_engine"
_DATA = re.compile(r"\b(staging|core|mart)\.")
_COMMENT = re.compile(r"--[^\n]*")


Cursor = duckdb.DuckDBPyConnection


class SparkWarehouse(DuckWarehouse):
    """A workspace on a cluster. Raises QueryError where the packages for it are missing."""

    def __init__(self, folder: Path, options: Settings, engine: Engine) -> None:
        require_client()
        self.engine = engine
        self._guard = threading.Lock()
        self._one_view = threading.RLock()
        self._shapes: dict[tuple[Any, ...], pa.Schema] = {}
        self._sent: dict[str, pa.Table] = {}
        self._frames = duckdb.connect(":memory:", config={"enable_external_access": False})
        super().__init__(folder, options)

    @property
    def connection(self) -> Connection:
        """The line to the cluster."""
        return connection(self.engine.address, str(self.folder))

    @property
    def server(self) -> str:
        """The address of the cluster without what it may carry of secrets."""
        return self.connection.server

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        if not reads_data(statement):
            return super().query(statement, values)
        return self.framed(self.asked(statement, values))

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        if not reads_data(statement):
            return super().arrow(statement, values)
        return self.asked(statement, values)

    def count(self, statement: str, values: Values | None = None) -> int:
        if not reads_data(statement):
            return super().count(statement, values)
        (row,) = self.asked(f"SELECT count(*) AS n FROM ({statement}\n)", values).to_pylist()  # noqa: S608
        return int(row["n"])

    def _found(self, statement: str, values: Values | None) -> pa.Table:
        return self.arrow(statement, values)

    def about(self, people: str, values: Values | None, statement: str, more: Values | None = None) -> pa.Table:
        if not reads_data(statement):
            return super().about(people, values, statement, more)
        chosen = numbered(Bound(people, bound(people, values)), 1)
        return self.asked(statement, {**bound(statement, more), **chosen.values}, chosen=chosen.statement)

    def require_own_data(self) -> NoReturn:
        raise QueryError(
            _("The data of this workspace lie on an engine and cannot be changed from here"),
            _("{address}", address=self.server),
            _("Do it in the workspace they were loaded from, then: python -m insight lake refresh"),
        )

    @contextmanager
    def writing(self, *, of_data: bool = True) -> Iterator[Session]:
        with super().writing(of_data=of_data) as session:
            yield OwnFile(session, self)

    @contextmanager
    def trying(self) -> Iterator[Session]:
        with super().trying() as session:
            yield OwnFile(session, self)

    @contextmanager
    def taking_over(self) -> Iterator[Session]:
        """One transaction in which a load says what it brought; nothing but a load takes it."""
        with super().writing() as session:
            yield session

    def known_generations(self) -> list[Generation]:
        """What was loaded and is still there, the newest first, which is in force."""
        with self._file.cursor() as cursor:
            return generations(cursor)

    def in_force(self) -> Generation:
        """The tables that questions are answered from. Raises QueryError where nothing was loaded yet."""
        found = self.known_generations()
        if not found:
            raise QueryError(
                _("Nothing was loaded onto the engine yet"),
                _("{workspace}", workspace=self.workspace),
                _("Load a workspace onto it: python -m insight lake load"),
            )
        return found[0]

    def asked(
        self, statement: str, values: Values | None, *, chosen: str | None = None, within: Cursor | None = None
    ) -> pa.Table:
        """What the cluster answers. `chosen`: a statement whose rows are the table of that name, its values among
        `values`. `within`: the transaction in which tables of the own file, and what is registered, are read."""
        given = {name: value for text in (statement, chosen or "") for name, value in bound(text, values).items()}
        kinds = kinds_of(given)
        shape = self._shape(statement, given, kinds, chosen, within)
        generation, line = self.in_force(), self.connection
        read = tables_of(statement) | (tables_of(chosen) if chosen else frozenset())
        said = translated(statement, kinds, generation.named(self.engine), chosen)
        sent = {name: given[name] for name, kind in kinds if f":{name}" in said and kind != NOTHING}

        def ask() -> pa.Table:
            for schema, name in sorted(read):
                if schema in DATA_SCHEMAS:
                    self._name(line, generation, f"{schema}_{name}")
                elif schema == OWN_SCHEMA or within is not None:
                    self._send(line, schema, name, within)
            return run(line, self.engine, planned(said), sent)

        with self._one_view if within is not None else nullcontext():
            return shaped(line.again(ask), shape)

    def _shape(
        self, statement: str, values: Mapping[str, Any], kinds: Kinds, chosen: str | None, within: Cursor | None
    ) -> pa.Schema:
        """Names and types of the columns that DuckDB says a statement has."""
        key = (statement, kinds, chosen)
        if len(self._shapes) > _MOST_SHAPES:
            self._shapes.clear()
        if key not in self._shapes:
            with nullcontext(within) if within is not None else self._file.cursor() as cursor:
                if chosen is not None:
                    cursor.register("chosen", read_table(cursor, chosen, values))
                self._shapes[key] = read_table(cursor, statement, values).schema
        return self._shapes[key]

    def _name(self, line: Connection, generation: Generation, table: str) -> None:
        """A table of the data, as the session on the cluster knows it."""
        told = f"{generation.named(self.engine)}.{table}"
        line.once(told, lambda session: register(session, self.engine, generation, table))

    def _send(self, line: Connection, schema: str, name: str, within: Cursor | None) -> None:
        """A small table of the own file, or one that is registered, as a view that the session on the cluster reads."""
        place = f'{schema}."{name}"' if schema else f'"{name}"'
        with nullcontext(within) if within is not None else self._file.cursor() as cursor:
            table = read_table(cursor, f"SELECT * FROM {place}", None)  # noqa: S608
        view = f"{schema}_{name}" if schema else name
        with self._guard:
            is_there = view in self._sent and self._sent[view].equals(table)
            self._sent[view] = table
        if not is_there:
            line.tell_again(view)
        line.once(view, lambda session: view_of(session, view, table))

    def framed(self, table: pa.Table) -> pd.DataFrame:
        """An answer as the frame that DuckDB would make of it."""
        with self._frames.cursor() as cursor:
            cursor.register("answer", table)
            return read_frame(cursor, "SELECT * FROM answer", None)


class OwnFile(Session):
    """A transaction on what staff keep. What it reads of the data, it asks the cluster; it cannot change them."""

    def __init__(self, session: Session, warehouse: SparkWarehouse) -> None:
        super().__init__(session.cursor)
        self._warehouse = warehouse

    def execute(self, statement: str, values: Values | None = None) -> None:
        if not reads_data(statement):
            super().execute(statement, values)
            return
        parts = insertion(statement)
        if parts is None or reads_data(parts[0]):
            self._warehouse.require_own_data()
        beginning, rows = parts
        self.register(_BROUGHT, self.arrow(rows, values))
        super().execute(f"{beginning} SELECT * FROM {_BROUGHT}")  # noqa: S608

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        if not reads_data(statement):
            return super().query(statement, values)
        return self._warehouse.framed(self.arrow(statement, values))

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        if not reads_data(statement):
            return super().arrow(statement, values)
        if _STAGING in statement:
            self._warehouse.require_own_data()
        return self._warehouse.asked(statement, values, within=self.cursor)

    def scalar(self, statement: str, values: Values | None = None) -> Any:
        if not reads_data(statement):
            return super().scalar(statement, values)
        rows = self.arrow(statement, values).to_pylist()
        return next(iter(rows[0].values())) if rows else None


def reads_data(statement: str) -> bool:
    """Whether a statement names a table whose rows lie on the cluster."""
    return _DATA.search(_COMMENT.sub("", statement)) is not None
