"""What a function of DuckDB is on Spark, where sqlglot leaves it as it stands or means something else by it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlglot import exp

from insight.warehouse.spark.statements.models import MODEL_FUNCTIONS
from insight.warehouse.spark.statements.parts import cast, function, type_of

_ZERO = exp.Literal.number(0)
_SECONDS = {"hour": 3600, "minute": 60, "second": 1}
_INTERVALS = ("days", "hours", "minutes", "seconds")


def argument(node: exp.Expr, place: int) -> exp.Expr:
    """An argument of a function, whether sqlglot knows it or not."""
    if isinstance(node, exp.Anonymous):
        found: exp.Expr = node.expressions[place]
        return found
    return list(node.iter_expressions())[place]


def _interval(unit: str) -> Callable[[exp.Anonymous], exp.Expr]:
    """`to_days(n)` and its like: a length of time from a number that is bound or computed."""
    place = _INTERVALS.index(unit)

    def made(node: exp.Expr) -> exp.Expr:
        return function("make_dt_interval", *[_ZERO] * place, argument(node, 0))

    return made


def _item(node: exp.Expr) -> exp.Expr:
    """The n-th of a list, counted from one; nothing where the list is shorter."""
    held, number = argument(node, 0), argument(node, 1)
    return function("get", held, exp.Sub(this=number.copy(), expression=exp.Literal.number(1)))


def _whole_match(node: exp.Expr) -> exp.Expr:
    text, pattern = argument(node, 0), argument(node, 1)
    whole = exp.Literal.string(rf"^(?:{pattern.name})\z") if pattern.is_string else None
    around = whole or function("concat", exp.Literal.string("^(?:"), pattern, exp.Literal.string(r")\z"))
    return exp.RegexpLike(this=text.copy(), expression=around)


def _split(node: exp.Split) -> exp.Expr:
    """Spark splits by a pattern: each sign of the separator stands for itself."""
    separator = node.expression
    if not separator.is_string:
        return node
    pattern = "".join(f"[{sign}]" if sign not in r"\^" else f"\\{sign}" for sign in separator.name)
    return exp.RegexpSplit(this=node.this.copy(), expression=exp.Literal.string(pattern))


def _average(node: exp.Avg) -> exp.Expr:
    """Of amounts Spark would keep six digits."""
    if isinstance(node.this, exp.Cast) and node.this.to.this is exp.DType.DOUBLE:
        return node
    return exp.Avg(this=cast(node.this, "DOUBLE"))


def _unordered_sum(node: exp.Sum) -> exp.Expr:
    """The order in which numbers are added is known to DuckDB alone; it decides no more than the last digit."""
    return exp.Sum(this=node.this.this.copy()) if isinstance(node.this, exp.Order) else node


def _ordered_list(node: exp.ArrayAgg) -> exp.Expr:
    """A list in an order: sqlglot would drop the order, so the places stand before the values while they are sorted."""
    if not isinstance(node.this, exp.Order):
        return node
    (is_descending,) = {bool(one.args.get("desc")) for one in node.this.expressions}
    fields = {f"by_{number}": one.this for number, one in enumerate(node.this.expressions)} | {"held": node.this.this}
    parts = [part for name, value in fields.items() for part in (exp.Literal.string(name), value)]
    gathered = function("collect_list", function("named_struct", *parts))
    in_order = function("sort_array", gathered, exp.convert(not is_descending))
    held = exp.Lambda(this=exp.column("held", table="one"), expressions=[exp.to_identifier("one")])
    return function("transform", in_order, held)


def _discrete(node: exp.PercentileDisc) -> exp.Expr:
    """sqlglot would make an approximate one of it."""
    ordered = exp.Order(expressions=[exp.Ordered(this=node.this.copy(), desc=False)])
    return exp.WithinGroup(this=function("percentile_disc", node.expression), expression=ordered)


def _weekday(node: exp.DayOfWeekIso) -> exp.Expr:
    """Monday is 1. sqlglot makes 3 of it, and Sail's own `weekday` has a Sunday before the Monday."""
    since_monday = exp.Mod(
        this=exp.Paren(this=exp.Add(this=function("dayofweek", node.this), expression=exp.Literal.number(5))),
        expression=exp.Literal.number(7),
    )
    return exp.Paren(this=exp.Add(this=since_monday, expression=exp.Literal.number(1)))


def _between(node: exp.DateDiff) -> exp.Expr:
    """DuckDB counts how often a day or a minute begins between two moments, Spark how many have passed whole."""
    unit, until, since = node.text("unit").lower(), node.this, node.expression
    if unit == "day":
        return function("datediff", cast(until, "DATE"), cast(since, "DATE"))
    if unit not in _SECONDS:
        raise ValueError(f"date_diff of {unit} has no form for the cluster")
    begun = [function("date_trunc", exp.Literal.string(unit), cast(one, "TIMESTAMP_NTZ")) for one in (until, since)]
    seconds = [function("unix_seconds", cast(one, "TIMESTAMP_LTZ")) for one in begun]
    apart = exp.Paren(this=exp.Sub(this=seconds[0], expression=seconds[1]))
    return exp.Paren(this=exp.IntDiv(this=apart, expression=exp.Literal.number(_SECONDS[unit])))


def _begun(node: exp.TimestampTrunc) -> exp.Expr:
    """The day or the month that a moment is in. Sail's own `date_trunc` refuses the year 9999."""
    unit, moment = node.text("unit").lower(), node.this
    if unit == "day":
        return cast(cast(moment, "DATE"), "TIMESTAMP_NTZ")
    if unit != "month":
        return node
    day = cast(moment, "DATE")
    first = function("make_date", function("year", day), function("month", day), exp.Literal.number(1))
    return cast(first, "TIMESTAMP_NTZ")


def _years_passed(node: exp.Expr) -> exp.Expr:
    """`date_sub('year', from, to)`: whole years, the last of them only where its day has come."""
    unit, start, end = (argument(node, place) for place in range(3))
    if unit.name != "year":
        raise ValueError(f"date_sub of {unit.name} has no form for the cluster")
    between = exp.Sub(this=function("year", end), expression=function("year", start))
    months = exp.Mul(this=exp.Paren(this=between.copy()), expression=exp.Literal.number(12))
    is_to_come = exp.GT(this=function("add_months", start, months), expression=cast(end, "DATE"))
    one = exp.If(this=is_to_come, true=exp.Literal.number(1))
    return exp.Paren(this=exp.Sub(this=between, expression=exp.Case(ifs=[one], default=_ZERO.copy())))


def _hash(node: exp.Expr) -> exp.Expr:
    """Sixty-three bits, never below zero; Spark's own `hash` has thirty-two, too few to tell a million people apart."""
    most = exp.Literal.number((1 << 63) - 1)
    return exp.Paren(this=exp.BitwiseAnd(this=function("xxhash64", *node.iter_expressions()), expression=most))


def _rounded(node: exp.Round) -> exp.Expr:
    """A quotient to so many digits: DuckDB rounds a binary number, Spark the digits that it would print."""
    digits = node.args.get("decimals")
    if digits is None or not digits.is_int or node.this.find(exp.Div) is None:
        return node
    shift = exp.Cast(this=exp.Literal.string(f"1e{digits.name}"), to=type_of("DOUBLE"))
    shifted = exp.Mul(this=exp.Paren(this=node.this.copy()), expression=shift)
    return exp.Paren(this=exp.Div(this=exp.Round(this=shifted), expression=shift.copy()))


FUNCTIONS: Mapping[str, Callable[[Any], exp.Expr]] = {
    "todays": _interval("days"),
    "tohours": _interval("hours"),
    "tominutes": _interval("minutes"),
    "toseconds": _interval("seconds"),
    "toyears": lambda node: function("make_ym_interval", argument(node, 0)),
    "tomonths": lambda node: function("make_ym_interval", _ZERO, argument(node, 0)),
    "epochus": lambda node: function("unix_micros", cast(argument(node, 0), "TIMESTAMP_LTZ")),
    "listextract": _item,
    "regexpfullmatch": _whole_match,
    "strlen": lambda node: function("octet_length", argument(node, 0)),
    "datediff": _between,
    "datesub": _years_passed,
    "timestamptrunc": _begun,
    "hash": _hash,
    "split": _split,
    "avg": _average,
    "sum": _unordered_sum,
    "round": _rounded,
    "arrayagg": _ordered_list,
    "percentiledisc": _discrete,
    "dayofweekiso": _weekday,
}
"""By the name in the statement without its underscores, or the one that sqlglot knows it by."""


def changed(node: exp.Expr) -> exp.Expr:
    """A function of another name, or of another manner, on Spark; every other expression as it is."""
    if not isinstance(node, exp.Func):
        return node
    name = node.name.lower().replace("_", "") if isinstance(node, exp.Anonymous) else node.key
    change = FUNCTIONS.get(name) or MODEL_FUNCTIONS.get(name)
    return node if change is None else change(node)
