"""What statements are put together from: functions by name, and types that are read once."""

from functools import lru_cache

from sqlglot import exp


@lru_cache(maxsize=256)
def _read(kind: str) -> exp.DataType:
    return exp.DataType.build(kind, dialect="spark")


def type_of(kind: str) -> exp.DataType:
    """A type by its name on Spark. Each place has its own: a node of a statement stands in one place only."""
    return _read(kind).copy()


def cast(node: exp.Expr, kind: str) -> exp.Cast:
    """A copy of an expression as a value of another type."""
    return exp.Cast(this=node.copy(), to=type_of(kind))


def function(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    """A function of Spark, of copies of what it is given."""
    return exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])
