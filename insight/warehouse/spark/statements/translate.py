"""A statement of this program in the words of Spark: read by sqlglot as DuckDB's, changed where the two differ.

Values stay bound. What differs is listed once, in `rewrites` and `functions`, each with its reason; no
analysis knows of it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from insight.warehouse.spark.statements.dates import days_between, moments_beside_days
from insight.warehouse.spark.statements.parts import cast
from insight.warehouse.spark.statements.rewrites import REWRITES
from insight.warehouse.spark.statements.scopes import distinct_names
from insight.warehouse.spark.statements.windows import with_literal_bounds

DATA_SCHEMAS = ("staging", "core", "mart")
"""The schemas whose tables lie on the cluster."""

OWN_SCHEMA = "app"
"""What staff keep: tables of the own file, on the cluster views of a session (`app.batches` is `app_batches`)."""

Kinds = tuple[tuple[str, str], ...]
"""Name and Spark type of every value that a statement is bound to."""

_MOST_KEPT = 4096
NOTHING = "EMPTY"
_WHOLE = "BIGINT "


@lru_cache(maxsize=_MOST_KEPT)
def tables_of(statement: str) -> frozenset[tuple[str, str]]:
    """Schema and name of every table that a statement reads; the schema is "" for what is registered under a name."""
    tree = sqlglot.parse_one(statement, read="duckdb")
    steps = {step.alias.lower() for step in tree.find_all(exp.CTE)}
    tables = ((table.db, table.name) for table in tree.find_all(exp.Table))
    return frozenset((schema, name) for schema, name in tables if name and (schema or name.lower() not in steps))


@lru_cache(maxsize=_MOST_KEPT)
def insertion(statement: str) -> tuple[str, str] | None:
    """An insertion in two: its beginning, and the statement that yields its rows; None for any other."""
    try:
        tree = sqlglot.parse_one(statement, read="duckdb")
    except SqlglotError:
        return None
    if not isinstance(tree, exp.Insert) or not isinstance(tree.expression, exp.Query):
        return None
    rows = tree.expression.copy()
    if tree.args.get("with_"):
        rows.set("with_", tree.args["with_"].copy())
    by_name = " BY NAME" if tree.args.get("by_name") else ""
    return f"INSERT INTO {tree.this.sql(dialect='duckdb')}{by_name}", rows.sql(dialect="duckdb")


@lru_cache(maxsize=_MOST_KEPT)
def translated(statement: str, kinds: Kinds, schema: str, chosen: str | None = None) -> str:
    """The statement for Spark, its tables those of `schema` (`core.orders` is `schema.core_orders`).

    `chosen`: a statement whose rows are the table of that name.
    """
    tree = sqlglot.parse_one(statement, read="duckdb")
    if chosen is not None:
        tree = _with_step(tree, "chosen", sqlglot.parse_one(chosen, read="duckdb"))
    return said_anew(tree, kinds, lambda node: _placed(node, schema))


def said_anew(tree: exp.Expr, kinds: Kinds, placed: Callable[[exp.Expr], exp.Expr]) -> str:
    """A statement of DuckDB in the words of Spark; `placed` puts the tables of the cluster in place of its tables."""
    types = dict(kinds)
    tree = moments_beside_days(days_between(distinct_names(tree), types), types)
    for rewrite in REWRITES:
        tree = _rewritten(tree, rewrite)
    tree = _rewritten(tree, lambda node: _limited(node, types))
    tree = _rewritten(tree, lambda node: _typed(node, types))
    tree = _rewritten(tree, with_literal_bounds)
    tree = _rewritten(tree, placed)
    return tree.sql(dialect="spark", comments=False)


def kinds_of(values: Mapping[str, Any]) -> Kinds:
    """The Spark types of values."""
    return tuple((name, kind_of(value)) for name, value in sorted(values.items()))


def kind_of(value: object) -> str:
    """The Spark type of one value: VOID for none, EMPTY for a list without anything in it; a whole number with itself,
    for the bounds of a window must stand in the statement."""
    if value is None:
        return "VOID"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{_WHOLE}{value}"
    if isinstance(value, list | tuple):
        held = {_plain(kind_of(one)) for one in value} - {"VOID"}
        return f"ARRAY<{_widest(held)}>" if value else NOTHING
    for python_type, kind in _KINDS.items():
        if isinstance(value, python_type):
            return kind
    raise TypeError(f"no type of the cluster holds {type(value).__name__}")


_KINDS: Mapping[type, str] = {
    bool: "BOOLEAN",
    float: "DOUBLE",
    str: "STRING",
    dt.datetime: "TIMESTAMP_NTZ",
    dt.date: "DATE",
    Decimal: "DECIMAL(38, 9)",
}
"""In this order: a datetime is a date."""


def _plain(kind: str) -> str:
    return "BIGINT" if kind.startswith(_WHOLE) else kind


def _widest(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return kinds.pop()
    return "DOUBLE" if kinds == {"BIGINT", "DOUBLE"} else "STRING"


def _with_step(tree: exp.Expr, name: str, step: exp.Expr) -> exp.Expr:
    """The statement with one more step before its own."""
    own = exp.CTE(this=step, alias=exp.TableAlias(this=exp.to_identifier(name)))
    steps = tree.args.get("with_")
    tree.set("with_", exp.With(expressions=[own, *(steps.expressions if steps else ())]))
    return tree


def _typed(node: exp.Expr, types: Mapping[str, str]) -> exp.Expr:
    """A place with the type of what is bound to it: nothing is guessed from a text."""
    if not isinstance(node, exp.Placeholder) or types.get(node.name, "VOID") == "VOID":
        return node
    if types[node.name] == NOTHING:
        return cast(exp.Array(), "ARRAY<STRING>")
    if types[node.name].startswith(_WHOLE):
        number = exp.Literal.number(types[node.name].removeprefix(_WHOLE))
        return cast(number, "BIGINT")
    return cast(node, types[node.name])


def _rewritten(tree: exp.Expr, rewrite: Callable[[exp.Expr], exp.Expr]) -> exp.Expr:
    """The tree with every node rewritten, what it holds before itself: a form inside a form is changed too."""
    for node in reversed(list(tree.walk(bfs=False))):
        new = rewrite(node)
        if new is not node and node is tree:
            tree = new
        elif new is not node:
            node.replace(new)
    return tree


def _limited(node: exp.Expr, types: Mapping[str, str]) -> exp.Expr:
    """How many rows at most: Spark takes a plain number and nothing wider than INT, and no NULL for all of them."""
    for name in ("limit", "offset"):
        limit = node.args.get(name) if isinstance(node, exp.Query) else None
        place = limit.find(exp.Placeholder) if limit is not None else None
        kind = types.get(place.name, "VOID") if place is not None else ""
        if kind == "VOID":
            node.set(name, None)
        elif limit is not None and kind.startswith(_WHOLE):
            limit.set("expression", exp.Literal.number(kind.removeprefix(_WHOLE)))
    return node


def _placed(node: exp.Expr, schema: str) -> exp.Expr:
    if isinstance(node, exp.Table) and node.db in (*DATA_SCHEMAS, OWN_SCHEMA):
        alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(node.name))
        name = f"{node.db}_{node.name}"
        place = exp.to_table(name if node.db == OWN_SCHEMA else f"{schema}.{name}", dialect="spark")
        place.set("alias", alias)
        return place
    return node
