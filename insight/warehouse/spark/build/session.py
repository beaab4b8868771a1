"""The session that a refresh works in when core and mart are built on the cluster: its statements, read as changes.

Tables there are written once. What a statement makes, adds or sets anew is written as a part; a table is the parts that
stand. Parts of core and mart lie where a generation reads them, all others are steps that are removed at the end. What
staff decided and the list of batches are read from the file of the workspace that the data come from.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import sqlglot
from sqlglot import exp

from insight.warehouse.session import Session, Values, bound
from insight.warehouse.spark.build.changes import (
    Added,
    Corrected,
    Macro,
    Made,
    Name,
    Removed,
    Seen,
    change_of,
    corrected,
    named_columns,
    staying,
)
from insight.warehouse.spark.build.held import Held, Piece
from insight.warehouse.spark.build.meanings import Meanings
from insight.warehouse.spark.connect import Connection
from insight.warehouse.spark.settings import Engine
from insight.warehouse.spark.statements import NOTHING, OWN_SCHEMA, kinds_of, planned, said_anew, tables_of
from insight.warehouse.spark.tables.kept import run, save
from insight.warehouse.spark.tables.shape import ddl_of, view_of, with_keys

Progress = Callable[[str, int, int], None]
"""Told of each table: its name, its rows, and how many of them were written."""

_STATE = ("app", "state")
"""How often the data changed is counted where a load is put in force."""


class Building(Session):
    """One refresh on the cluster. `own`: the file with what staff decided; `tables`: staging, core and mart as they are
    before, each under its schema and name; `schema`: where the parts of core and mart are written."""

    def __init__(
        self,
        own: Session,
        line: Connection,
        engine: Engine,
        schema: str,
        tables: Mapping[Name, Held],
        progress: Progress | None = None,
    ) -> None:
        super().__init__(own.cursor)
        self._line, self._engine, self._schema = line, engine, schema
        self._token = f"steps_{uuid.uuid4().hex[:12]}"
        self._held: dict[Name, Held] = dict(tables)
        self._meanings = Meanings()
        self._progress = progress
        self._empty: dict[tuple[tuple[str, str], ...], str] = {}
        self._views: list[str] = []

    @property
    def line(self) -> Connection:
        """The line to the cluster."""
        return self._line

    @property
    def engine(self) -> Engine:
        """Where the tables lie."""
        return self._engine

    def held(self, schema: str, name: str) -> Held:
        """A table as it is now."""
        return self._held[schema, name]

    def execute(self, statement: str, values: Values | None = None) -> None:
        change = change_of(statement)
        if isinstance(change, Macro | Seen):
            self._meanings.learn(change)
        elif isinstance(change, Made):
            self._make(change, values)
        elif isinstance(change, Added):
            self._add(change, values)
        elif change.table != _STATE and self._held[change.table].rows:
            self._change(change, values)

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        if _is_own(statement):
            return super().arrow(statement, values)
        said, sent = self._said(sqlglot.parse_one(statement, read="duckdb"), values)
        return with_keys(run(self._line, self._engine, planned(said), sent))

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        if _is_own(statement):
            return super().query(statement, values)
        frame: pd.DataFrame = self.arrow(statement, values).to_pandas()
        return frame

    def scalar(self, statement: str, values: Values | None = None) -> Any:
        rows = self.arrow(statement, values).to_pylist()
        return next(iter(rows[0].values())) if rows else None

    def register(self, name: str, frame: pa.Table | pd.DataFrame) -> None:
        table = frame if isinstance(frame, pa.Table) else pa.Table.from_pandas(frame)
        self._register(("", name), table)

    def made_of(self, name: str, said: str) -> None:
        """A temporary table of the rows of a statement in Spark's words."""
        self._hold(("", name), {}, [self._written(("", name), said, {})])

    def name_of(self, name: str) -> str:
        """What a temporary table is called on the cluster."""
        return str(self._relation(("", name)).sql(dialect="spark"))

    def columns_of(self, name: str) -> tuple[str, ...]:
        """The columns of a temporary table, in order."""
        return self._columns_of(("", name))

    @property
    def views(self) -> list[str]:
        """Every view that the session was told of."""
        return [*self._views]

    @property
    def steps_folder(self) -> str:
        """Where everything lies that is not read once the build is done."""
        return self._token

    def _make(self, change: Made, values: Values | None) -> None:
        if change.rows is None:
            columns = {name: ddl_of(kind) for name, kind in change.columns.items()}
            self._held[change.table] = Held(columns=columns)
            return
        said, sent = self._said(change.rows, values)
        self._hold(change.table, {}, [self._written(change.table, said, sent)])

    def _add(self, change: Added, values: Values | None) -> None:
        before = self._held[change.table]
        columns = change.columns or tuple(before.columns) or self._columns_of(change.table)
        piece = self._rows_of(change.table, named_columns(change.rows, columns), columns, values)
        self._hold(change.table, before.columns, [*before.pieces, piece])

    def _change(self, change: Removed | Corrected, values: Values | None) -> None:
        before = self._held[change.table]
        columns = tuple(before.columns) or self._columns_of(change.table)
        rows = staying(change) if isinstance(change, Removed) else corrected(change, columns)
        pieces = [] if rows is None else [self._rows_of(change.table, rows, columns, values)]
        self._hold(change.table, before.columns, pieces)

    def _rows_of(self, table: Name, rows: exp.Query, told: tuple[str, ...], values: Values | None) -> Piece:
        """Rows in the types of their table; columns that are not told are empty."""
        said, sent = self._said(rows, values)
        columns = self._held[table].columns
        return self._written(table, said, sent, [_cell(name, kind, told) for name, kind in columns.items()])

    def _written(self, table: Name, said: str, sent: Mapping[str, Any], cells: Sequence[str] = ()) -> Piece:
        schema, name = table
        view = f"{self._token}_{len(self._views)}"
        folder = f"{self._schema}/{schema}_{name}/{uuid.uuid4().hex[:8]}" if schema else f"{self._token}/{view}"
        self._views.append(view)
        rows = save(self._line, self._engine, planned(said), sent, view, folder, cells)
        return Piece(view=view, folder=folder, rows=rows)

    def _hold(self, table: Name, columns: Mapping[str, str], pieces: list[Piece]) -> None:
        """A table without rows keeps a piece where nothing else tells its columns."""
        filled = tuple(piece for piece in pieces if piece.rows)
        self._meanings.forget(table)
        self._held[table] = held = Held(columns=columns, pieces=filled if columns else tuple(pieces))
        if table[0] and held.rows and self._progress is not None:
            self._progress(".".join(table), held.rows, pieces[-1].rows)

    def _said(self, tree: exp.Expr, values: Values | None) -> tuple[str, dict[str, Any]]:
        tree = self._meanings.put_in_place(tree.copy())
        given = bound(tree.sql(dialect="duckdb"), values)
        kinds = kinds_of(given)
        steps = {step.alias.lower() for step in tree.find_all(exp.CTE)}
        said = said_anew(tree, kinds, lambda node: self._placed(node, steps))
        return said, {name: given[name] for name, kind in kinds if f":{name}" in said and kind != NOTHING}

    def _placed(self, node: exp.Expr, steps: set[str]) -> exp.Expr:
        if not isinstance(node, exp.Table) or not (node.db or node.name.lower() not in steps):
            return node
        name = (node.db, node.name)
        if node.db == OWN_SCHEMA:
            self._send(name)
        if name not in self._held:
            return node
        relation = self._relation(name)
        alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(node.name))
        relation.set("alias", alias.copy())
        return relation

    def _relation(self, name: Name) -> exp.Expr:
        """What a table is read from: a view, several views together, or no rows of its columns."""
        held = self._held[name]
        if len(held.pieces) == 1:
            return exp.to_table(held.pieces[0].view, dialect="spark")
        if not held.pieces:
            return exp.to_table(self._without_rows(held.columns), dialect="spark")
        together = " UNION ALL ".join(f"SELECT * FROM {piece.view}" for piece in held.pieces)  # noqa: S608
        return _parsed(together).subquery()

    def _without_rows(self, columns: Mapping[str, str]) -> str:
        """A view of no rows of these columns. They are written: where Sail (0.7) sees by itself that a side of a union
        has no rows, it loses the names of the other's columns."""
        key = tuple(columns.items())
        if key not in self._empty:
            cells = ", ".join(f"CAST(NULL AS {kind}) AS `{column}`" for column, kind in key)
            self._empty[key] = self._written(("", ""), f"SELECT {cells} WHERE FALSE", {}).view
        return self._empty[key]

    def _columns_of(self, name: Name) -> tuple[str, ...]:
        said = exp.select("*").from_(self._relation(name)).limit(0).sql(dialect="spark")
        return tuple(self._line.run(said).column_names)

    def _send(self, name: Name) -> None:
        """A table of the file beside the data, as it is in its transaction."""
        if name not in self._held:
            self._register(name, super().arrow(f'SELECT * FROM {name[0]}."{name[1]}"'))  # noqa: S608

    def _register(self, name: Name, table: pa.Table) -> None:
        view = f"{self._token}_{len(self._views)}"
        self._views.append(view)
        self._line.ask(lambda session: view_of(session, view, table))
        self._held[name] = Held(columns={}, pieces=(Piece(view=view, folder="", rows=table.num_rows),))


def _is_own(statement: str) -> bool:
    """Whether all that is read lies in the file beside the data."""
    return {schema for schema, _name in tables_of(statement)} == {OWN_SCHEMA}


def _cell(name: str, kind: str, told: Sequence[str]) -> str:
    return f"CAST({f'`{name}`' if name in told else 'NULL'} AS {kind}) AS `{name}`"


def _parsed(said: str) -> exp.Query:
    found = sqlglot.parse_one(said, read="spark")
    assert isinstance(found, exp.Query)
    return found
