"""How far a window reaches: Spark wants a literal there, so what is computed from values is computed here."""

import operator
from collections.abc import Callable, Mapping

from sqlglot import exp

_SECONDS_OF_PLACE = (86_400, 3_600, 60, 1)
"""Of the arguments of make_dt_interval: days, hours, minutes, seconds."""

_SUMS: Mapping[type[exp.Expr], Callable[[int, int], int]] = {
    exp.Add: operator.add,
    exp.Sub: operator.sub,
    exp.Mul: operator.mul,
}


def with_literal_bounds(node: exp.Expr) -> exp.Expr:
    """A window whose bounds are lengths of time, these as so many seconds."""
    if isinstance(node, exp.WindowSpec):
        for name in ("start", "end"):
            seconds = _seconds(node.args.get(name))
            if seconds is not None:
                length = exp.Interval(this=exp.Literal.string(str(seconds)), unit=exp.Var(this="SECOND"))
                node.set(name, length)
    return node


def _seconds(bound: object) -> int | None:
    if not isinstance(bound, exp.Anonymous) or bound.name.lower() != "make_dt_interval":
        return None
    found = [_number(argument) for argument in bound.expressions]
    known = [number for number in found if number is not None]
    if len(known) < len(found):
        return None
    return sum(number * each for number, each in zip(known, _SECONDS_OF_PLACE, strict=False))


def _number(node: exp.Expr) -> int | None:
    """A whole number that is written, or computed from such."""
    if isinstance(node, exp.Literal):
        return int(node.name) if node.is_int else None
    if isinstance(node, exp.Paren | exp.Cast):
        return _number(node.this)
    if type(node) in _SUMS:
        left, right = _number(node.this), _number(node.expression)
        return None if left is None or right is None else _SUMS[type(node)](left, right)
    return None
