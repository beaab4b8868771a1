"""What a statement of a refresh does to a table, said as the rows it then has: on a cluster tables are written once.

Understood are the forms that the models of core and mart use; any other is refused, never guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp

Name = tuple[str, str]
"""Schema and name of a table; the schema is "" for a temporary one."""

_MATCHED = "insight_is_matched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A table that has these rows and no others; without `rows` it has none, and `columns` say what it could hold."""

    table: Name
    rows: exp.Query | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A name for what a query yields whenever it is read."""

    table: Name
    rows: exp.Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A name for an expression of its parameters."""

    name: str
    parameters: tuple[str, ...]
    meaning: exp.Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """More rows of a table; `columns` in the order of the query, all of them where none is named."""

    table: Name
    columns: tuple[str, ...]
    rows: exp.Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Rows of a table that go; all of them where `statement` says no condition."""

    table: Name
    statement: exp.Delete


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Cells of a table that are set anew."""

    table: Name
    statement: exp.Update


Change = Made | Seen | Macro | Added | Removed | Corrected


def change_of(statement: str) -> Change:
    """What a statement does. Raises ValueError for one that does something else."""
    tree = sqlglot.parse_one(statement, read="duckdb")
    if isinstance(tree, exp.Create):
        return _created(tree)
    if isinstance(tree, exp.Insert):
        return _added(tree)
    if isinstance(tree, exp.Delete):
        return Removed(table=_name(tree.this), statement=tree)
    if isinstance(tree, exp.Update):
        return Corrected(table=_name(tree.this), statement=tree)
    raise _not_understood(tree)


def staying(removed: Removed) -> exp.Query | None:
    """The rows that a removal leaves; None where it leaves none."""
    condition = removed.statement.args.get("where")
    if removed.statement.args.get("using"):
        raise _not_understood(removed.statement)
    if condition is None:
        return None
    table = exp.select("*").from_(removed.statement.this.copy())
    gone = condition.this
    if not gone.find(exp.Query):
        return table.where(exp.Not(this=exp.Is(this=exp.Paren(this=gone.copy()), expression=exp.true())))
    query = gone.args.get("query") if isinstance(gone, exp.In) else None
    if query is None:
        raise _not_understood(removed.statement)
    listed = query.unnest().copy()
    listed.expressions[0].replace(exp.alias_(listed.expressions[0].copy(), "gone_key"))
    name = removed.statement.this.name
    on = exp.EQ(this=exp.column("gone_key", table="gone"), expression=exp.column(gone.this.name, table=name))
    return exp.select("*").from_(removed.statement.this.copy()).join(listed.subquery("gone"), on=on, join_type="anti")


def corrected(change: Corrected, columns: Sequence[str]) -> exp.Query:
    """The rows of a table of these columns after its cells were set; no row may meet two of those it is set from.

    A side whose columns are compared is joined by those; what else is asked decides row by row.
    """
    update = change.statement
    source, asked = _source(update), update.args["where"].this
    conditions = list(asked.flatten()) if isinstance(asked, exp.And) else [asked]
    joined = [one for one in conditions if _joins(one, update.this.name, source.alias_or_name)]
    others = [one.copy() for one in conditions if one not in joined]
    if not joined:
        raise _not_understood(update)
    query = exp.select().from_(update.this.copy())
    query = query.join(_marked(source), on=exp.and_(*(one.copy() for one in joined)), join_type="left")
    for number, other in enumerate(others):
        query, others[number] = _looked_up(query, other, number)
    is_met = exp.and_(exp.column(_MATCHED, table=source.alias_or_name), *others)
    new = {one.this.name: one.expression for one in update.expressions}
    return query.select(*(_cell(name, new.get(name), update.this.name, is_met) for name in columns))


def _cell(name: str, new: exp.Expr | None, table: str, is_met: exp.Expr) -> exp.Expr:
    old = exp.column(exp.to_identifier(name, quoted=True), table=table)
    if new is None:
        return exp.alias_(old, name, quoted=True)
    case = exp.Case(ifs=[exp.If(this=is_met.copy(), true=new.copy())], default=old)
    return exp.alias_(case, name, quoted=True)


def _looked_up(query: exp.Select, condition: exp.Expr, number: int) -> tuple[exp.Select, exp.Expr]:
    """`x [NOT] IN (SELECT …)` as a join: a condition on a single row cannot ask a table everywhere."""
    for place, found in enumerate(list(condition.find_all(exp.In))):
        if found.args.get("query") is None:
            continue
        name = f"looked_up_{number}_{place}"
        listed = found.args["query"].unnest().copy()
        key = listed.expressions[0].copy()
        listed.set("expressions", [exp.alias_(key, "sought")])
        sought = exp.column("sought", table=name)
        query = query.join(
            listed.distinct().subquery(name), on=exp.EQ(this=sought, expression=found.this.copy()), join_type="left"
        )
        is_there = exp.Not(this=exp.Is(this=sought.copy(), expression=exp.Null()))
        is_known = exp.Not(this=exp.Is(this=found.this.copy(), expression=exp.Null()))
        found.replace(exp.Case(ifs=[exp.If(this=is_known, true=is_there)]))
    return query, condition


def _joins(condition: exp.Expr, table: str, source: str) -> bool:
    sides = {one.table for one in (condition.this, condition.expression) if isinstance(one, exp.Column)}
    return isinstance(condition, exp.EQ) and sides == {table, source}


def _source(update: exp.Update) -> exp.Expr:
    source = update.args.get("from_")
    if source is None:
        raise _not_understood(update)
    found: exp.Expr = source.this
    return found


def _marked(source: exp.Expr) -> exp.Expr:
    """The side that cells are set from, each row with a mark that it is there."""
    plain = source.copy()
    plain.set("alias", None)
    held = plain.this if isinstance(plain, exp.Subquery) else exp.select("*").from_(plain)
    marked = exp.select("*", exp.alias_(exp.true(), _MATCHED)).from_(held.subquery("unmarked"))
    return marked.subquery(source.alias_or_name)


def _created(tree: exp.Create) -> Change:
    kind, body = tree.args["kind"], tree.expression
    if kind == "MACRO":
        return Macro(
            name=tree.this.this.name.lower(),
            parameters=tuple(one.name for one in tree.this.expressions),
            meaning=body,
        )
    if kind == "VIEW" and isinstance(body, exp.Query):
        return Seen(table=_name(tree.this), rows=body)
    if kind == "TABLE" and isinstance(body, exp.Query):
        return Made(table=_name(tree.this), rows=body)
    if kind == "TABLE" and isinstance(tree.this, exp.Schema):
        columns = {one.name: one.args["kind"].sql(dialect="duckdb") for one in tree.this.expressions}
        return Made(table=_name(tree.this.this), columns=columns)
    raise _not_understood(tree)


def _added(tree: exp.Insert) -> Added:
    rows = tree.expression
    if not isinstance(rows, exp.Query) or tree.args.get("by_name"):
        raise _not_understood(tree)
    if tree.args.get("with_"):
        rows = rows.copy()
        rows.set("with_", tree.args["with_"].copy())
    target = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
    columns = tree.this.expressions if isinstance(tree.this, exp.Schema) else ()
    return Added(table=_name(target), columns=tuple(one.name for one in columns), rows=rows)


def named_columns(query: exp.Query, names: Iterable[str]) -> exp.Query:
    """The query with the columns of its first selection called so, whatever they were called. Raises ValueError where
    they are not named one by one."""
    named = query.copy()
    first = named
    while isinstance(first, exp.SetOperation | exp.Subquery):
        first = first.this
    if first.is_star:
        raise _not_understood(query)
    cells = zip(first.expressions, names, strict=True)
    first.set("expressions", [exp.alias_(cell.unalias().copy(), name, quoted=True) for cell, name in cells])
    return named


def _name(table: exp.Expr) -> Name:
    return (table.db if isinstance(table, exp.Table) else "", table.name)


def _not_understood(tree: exp.Expr) -> ValueError:
    return ValueError(f"has no form for tables that are written once: {tree.sql(dialect='duckdb')[:200]}")
