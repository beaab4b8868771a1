"""Days. A day less a day is a number of days for DuckDB, a length of time for Spark, so it is said as a count of days.

What is a day is followed from where a column comes from; only casts and the canonical columns of days begin it.
"""

from collections.abc import Mapping

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from insight.schema import TABLES
from insight.schema.table import Kind
from insight.warehouse.spark.statements.parts import cast

_STORED_DAYS = {column.name for table in TABLES.values() for column in table.columns if column.kind is Kind.DATE} | {
    "as_of"
}
"""Columns of stored tables that hold a day; mart.traits_day has `as_of`."""

_KEEPING = (exp.Paren, exp.Max, exp.Min, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.Window, exp.AnyValue)
_SHIFTING = (exp.Add, exp.Sub)
_COMPARED = (exp.LT, exp.LTE, exp.GT, exp.GTE, exp.EQ, exp.NEQ, exp.Between)
_SIDES = ("this", "expression", "low", "high")
_ONE_OF = (exp.Coalesce, exp.Greatest, exp.Least)


def days_between(tree: exp.Expr, types: Mapping[str, str]) -> exp.Expr:
    """The statement with every difference of two days as a number. `types`: of the values that it is bound to."""
    days = _Days(types)
    found = [
        node
        for scope in traverse_scope(tree)
        for node in scope.find_all(exp.Sub)
        if days.is_one(node.this, scope) and days.is_one(node.expression, scope)
    ]
    for node in found:
        node.replace(exp.DateDiff(this=node.this, expression=node.expression, unit=exp.Literal.string("day")))
    return tree


def moments_beside_days(tree: exp.Expr, types: Mapping[str, str]) -> exp.Expr:
    """The statement with every day that is compared with a moment as the moment it begins. Sail (0.7) compares the two
    in billionths of a second, and of the year 9999, in which some systems date what never ends, it has none."""
    days = _Days(types)
    found = []
    for scope in traverse_scope(tree):
        for node in scope.find_all(*_COMPARED):
            sides = [side for side in (node.args.get(name) for name in _SIDES) if side is not None]
            are_days = [days.is_one(side, scope) for side in sides]
            if not all(are_days):
                found += [side for side, is_day in zip(sides, are_days, strict=True) if is_day]
    for side in found:
        side.replace(cast(side, "TIMESTAMP_NTZ"))
    return tree


class _Days:
    """What holds a day in a statement; a step that reads itself is asked once."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self._types = types
        self._known: dict[tuple[int, str], bool] = {}

    def is_one(self, node: exp.Expr | None, scope: Scope) -> bool:
        if node is None:
            return False
        if isinstance(node, exp.Cast):
            return bool(node.to.this is exp.DType.DATE)
        if isinstance(node, exp.Column):
            return self._is_column(node, scope)
        if isinstance(node, exp.Placeholder):
            return self._types.get(node.name) == "DATE"
        if isinstance(node, _SHIFTING):
            return self.is_one(node.this, scope) and not self.is_one(node.expression, scope)
        if isinstance(node, _KEEPING):
            return self.is_one(node.this, scope)
        return any(self.is_one(one, scope) for one in _choices(node))

    def _is_column(self, column: exp.Column, scope: Scope | None) -> bool:
        while scope is not None:
            for name, (_node, source) in scope.selected_sources.items():
                is_meant = not column.table or column.table.lower() == name.lower()
                if is_meant and self._yields(source, column.name.lower()):
                    return True
            scope = scope.parent
        return False

    def _yields(self, source: exp.Expr | Scope, name: str) -> bool:
        """Whether a table, or a step, has a column of that name that holds a day."""
        if not isinstance(source, Scope):
            return isinstance(source, exp.Table) and bool(source.db) and name in _STORED_DAYS
        key = (id(source), name)
        if key not in self._known:
            self._known[key] = False
            self._known[key] = self._selects(source, name)
        return self._known[key]

    def _selects(self, step: Scope, name: str) -> bool:
        if step.set_operation_scopes:
            return self._yields(step.set_operation_scopes[0], name)
        selects = step.expression.selects if isinstance(step.expression, exp.Query) else []
        for selected in selects:
            if selected.is_star:
                if any(self._yields(source, name) for _node, source in step.selected_sources.values()):
                    return True
            elif selected.alias_or_name.lower() == name:
                return self.is_one(selected.unalias(), step)
        return False


def _choices(node: exp.Expr) -> list[exp.Expr | None]:
    """The values of which an expression is one."""
    if isinstance(node, _ONE_OF):
        return [node.this, *node.expressions]
    if isinstance(node, exp.Case):
        return [*(one.args.get("true") for one in node.args["ifs"]), node.args.get("default")]
    if isinstance(node, exp.If):
        return [node.args.get("true"), node.args.get("false")]
    return []
