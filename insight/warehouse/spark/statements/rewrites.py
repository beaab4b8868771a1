"""Forms that DuckDB has and Spark, or Sail, has not: each in another form that means the same, with the reason."""

import re
from collections.abc import Callable

from sqlglot import exp

from insight.warehouse.spark.statements.functions import changed
from insight.warehouse.spark.statements.models import exploded, kept_types, whole_quotient
from insight.warehouse.spark.statements.parts import type_of

_SCRIPT = re.compile(r"\\([pP])\{([A-Z][a-z]{2,})\}")
_ROWS = (exp.Explode, exp.Unnest)


def _grouped(node: exp.Expr) -> exp.Expr:
    """GROUP BY ALL with its columns named: Sail does not know it, and Spark takes literals for places."""
    group = node.args.get("group") if isinstance(node, exp.Select) else None
    if group is None or not group.args.get("all"):
        return node
    keys = [one.unalias() for one in node.expressions if not _is_aggregate(one) and not one.unalias().is_string]
    node.set("group", exp.Group(expressions=[key.copy() for key in keys if not isinstance(key, exp.Literal)]))
    return node


def _is_aggregate(selection: exp.Expr) -> bool:
    """Whether it adds rows up; a window over rows does not, one over sums does."""
    return any(
        not (isinstance(found.parent, exp.Window) and found.arg_key == "this")
        for found in selection.find_all(exp.AggFunc)
    )


def _divided(node: exp.Expr) -> exp.Expr:
    """A division is one of real numbers; Spark would cut the digits of a division of amounts. By zero it is nothing."""
    if not isinstance(node, exp.Div) or node.find_ancestor(exp.Interval):
        return node
    number = exp.Cast(this=exp.Paren(this=node.this.copy()), to=type_of("DOUBLE"))
    by = node.expression.copy()
    if not isinstance(by, exp.Literal):
        by = exp.Nullif(this=by, expression=exp.Literal.number(0))
    return exp.Div(this=number, expression=by)


def _unnested_last(node: exp.Expr) -> exp.Expr:
    """Something made of each of a list, `trim(unnest(l))`: Spark wants the rows last, so it is made within the list."""
    if not isinstance(node, exp.Select):
        return node
    for selected in node.expressions:
        made = selected.unalias()
        rows = None if isinstance(made, _ROWS) or made.find(exp.Query) else made.find(*_ROWS)
        if rows is None:
            continue
        held = _listed(rows)
        rows.replace(exp.column("each_one"))
        each = exp.Lambda(this=made.copy(), expressions=[exp.to_identifier("each_one")])
        made.replace(exp.Explode(this=exp.Anonymous(this="transform", expressions=[held, each])))
    return node


def _unnested(node: exp.Expr) -> exp.Expr:
    """Lists that become rows side by side: Spark takes one such expression in a selection, so they go as one."""
    if not isinstance(node, exp.Select):
        return node
    lists = [one for one in node.expressions if isinstance(one.unalias(), _ROWS)]
    if len(lists) < 2 or len(lists) < len(node.expressions):
        return node
    zipped = exp.Anonymous(this="arrays_zip", expressions=[_listed(one.unalias()) for one in lists])
    names = [exp.to_identifier(one.alias) for one in lists]
    node.set("expressions", [exp.Aliases(this=exp.Inline(this=zipped), expressions=names)])
    return node


def _listed(unnest: exp.Expr) -> exp.Expr:
    held: exp.Expr = unnest.expressions[0] if unnest.expressions else unnest.this
    return held.copy()


def _told_apart(node: exp.Expr) -> exp.Expr:
    """What stands in HAVING means the columns of the tables; Sail takes the names of the selection for them."""
    having = node.args.get("having")
    for column in having.find_all(exp.Column) if having else ():
        nearest = column.find_ancestor(exp.Select)
        is_meant = nearest is not node or column.find_ancestor(exp.AggFunc) is not None
        source = _only_source(nearest) if is_meant and not column.table else None
        if source:
            column.set("table", exp.to_identifier(source))
    return node


def _only_source(select: exp.Expr | None) -> str | None:
    """The name of the one table that a selection reads; None where there are several."""
    if select is None or select.args.get("joins") or not select.args.get("from_"):
        return None
    return str(select.args["from_"].this.alias_or_name) or None


def _plain_keys(node: exp.Expr) -> exp.Expr:
    """A column that tables were joined by with USING, named without a table: Sail knows it by no other name.

    Only where it is the same from either table; the one of a table that may have no row is left as it stands.
    """
    joins = (node.args.get("joins") or []) if isinstance(node, exp.Select) else []
    using = {key.name for join in joins for key in join.args.get("using") or ()}
    if not using or any(join.side in ("RIGHT", "FULL") for join in joins):
        return node
    optional = {join.this.alias_or_name for join in joins if join.side}
    for column in list(node.find_all(exp.Column)):
        is_key = column.name in using and column.table and column.table not in optional
        if is_key and column.find_ancestor(exp.Select) is node and not column.find_ancestor(exp.Join):
            column.set("table", None)
    return node


def _sorted_apart(node: exp.Expr) -> exp.Expr:
    """Sorted by an aggregate that is not shown: Sail wants it as a column first."""
    if not isinstance(node, exp.Select) or not node.args.get("group"):
        return node
    order = node.args.get("order")
    shown = [one.alias_or_name for one in node.expressions]
    if order is None or not order.find(exp.AggFunc) or order.find(exp.Window) or "" in shown:
        return node
    inner = node.copy()
    for name in ("order", "limit", "with_"):
        inner.set(name, None)
    for number, one in enumerate(order.expressions, start=1):
        if one.find(exp.AggFunc):
            inner.append("expressions", exp.alias_(one.this.copy(), f"sorted_by_{number}"))
            one.set("this", exp.column(f"sorted_by_{number}"))
        for column in one.find_all(exp.Column):
            column.set("table", None)
    outer = exp.select(*(exp.column(name) for name in shown)).from_(inner.subquery("counted"))
    for name in ("order", "limit", "with_"):
        outer.set(name, node.args.get(name))
    return outer


def _listed_apart(node: exp.Expr) -> exp.Expr:
    """`IN (SELECT …)` that is no filter: neither Spark nor Sail has it there, so the few values go as a list."""
    query = node.args.get("query") if isinstance(node, exp.In) else None
    if query is None or node.find_ancestor(exp.Where, exp.Having, exp.Join, exp.Select).__class__ is not exp.Select:
        return node
    select = query.unnest().copy()
    listed = select.expressions[0].unalias()
    if isinstance(listed, _ROWS):
        return exp.Anonymous(this="array_contains", expressions=[_listed(listed), node.this.copy()])
    held = exp.Anonymous(this="collect_set", expressions=[select.expressions[0].unalias()])
    select.set("expressions", [held])
    return exp.Anonymous(this="array_contains", expressions=[select.subquery(), node.this.copy()])


def _followed(node: exp.Expr) -> exp.Expr:
    """ASOF JOIN, which Spark lacks: a row holds from its own moment to that of the next, so one of them fits."""
    if not isinstance(node, exp.Join) or node.args.get("method") != "ASOF":
        return node
    conditions = list(node.args["on"].flatten())
    equal = [one for one in conditions if isinstance(one, exp.EQ)]
    (order,) = (one for one in conditions if not isinstance(one, exp.EQ))
    table = node.this
    name = table.alias_or_name
    moment, other = (order.this, order.expression) if order.this.table == name else (order.expression, order.this)
    is_strict = isinstance(order, exp.LT | exp.GT)
    keys = [side for one in equal for side in (one.this, one.expression) if side.table == name]
    partition = [exp.column(key.this.copy()) for key in keys]
    until = exp.Window(
        this=exp.Anonymous(this="lead", expressions=[exp.column(moment.this.copy())]),
        partition_by=partition,
        order=exp.Order(expressions=[exp.Ordered(this=exp.column(moment.this.copy()))]),
    )
    plain = table.copy()
    plain.set("alias", None)
    held = exp.select("*", exp.alias_(until, "until_next")).from_(plain).subquery(name)
    next_moment = exp.column("until_next", table=name)
    ends = (exp.GTE if is_strict else exp.GT)(this=next_moment.copy(), expression=other.copy())
    is_last = exp.Is(this=next_moment, expression=exp.Null())
    on = exp.and_(node.args["on"].copy(), exp.Paren(this=exp.Or(this=is_last, expression=ends)))
    return exp.Join(this=held, side=node.args.get("side"), on=on)


def _script(node: exp.Expr) -> exp.Expr:
    r"""A class of letters by its script, `\p{Han}`: Java wants to be told that it is one, and Sail may be."""
    if not isinstance(node, exp.Literal) or not node.is_string or not _SCRIPT.search(node.name):
        return node
    return exp.Literal.string(_SCRIPT.sub(r"\\\1{script=\2}", node.name))


def _window_apart(node: exp.Expr) -> exp.Expr:
    """`sum(a) OVER w - b`: Spark reads `w-b` as one name."""
    if not isinstance(node, exp.Window) or not node.args.get("alias") or not isinstance(node.parent, exp.Binary):
        return node
    return exp.Paren(this=node.copy())


def _numbered(node: exp.Expr) -> exp.Expr:
    """Rows numbered in whatever order: Spark wants one. It is that of the columns beside the number, for Spark may go
    through a step twice, and a row must have one number each time."""
    if not isinstance(node, exp.Window) or not isinstance(node.this, exp.RowNumber) or node.args.get("alias"):
        return node
    select = node.find_ancestor(exp.Select)
    if node.args.get("order") or select is None:
        return node
    beside = [one.unalias() for one in select.expressions if isinstance(one.unalias(), exp.Column)]
    keys = [exp.Ordered(this=key.copy()) for key in beside or [exp.Literal.number(1)]]
    node.set("order", exp.Order(expressions=keys))
    return node


REWRITES: tuple[Callable[[exp.Expr], exp.Expr], ...] = (
    _followed,
    _unnested_last,
    _unnested,
    _grouped,
    _told_apart,
    _plain_keys,
    _sorted_apart,
    _listed_apart,
    _divided,
    _script,
    _numbered,
    _window_apart,
    exploded,
    kept_types,
    whole_quotient,
    changed,
)
