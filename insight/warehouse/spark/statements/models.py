"""Functions that only the models of core and mart use: what each is on Spark, where that is another name or manner."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlglot import exp

from insight.warehouse.spark.statements.parts import cast, function, type_of

_KEY = "DECIMAL(20, 0)"
_HALF = exp.Literal.number(1 << 32)
_HEX_PLACES = re.compile(r"(.*)\{:016x\}")
_KINDS = {"UBIGINT": _KEY, "INT128": "DECIMAL(38, 0)"}
_GROUP = re.compile(r"\\(\d)")
_TIME_WORDS = {
    "%Y": "yyyy",
    "%m": "M",
    "%d": "d",
    "%H": "H",
    "%M": "m",
    "%S": "s",
    "%b": "MMM",
}


def _number(value: int) -> exp.Expr:
    return exp.Literal.number(value)


def _md5_number(node: exp.Anonymous) -> exp.Expr:
    """The last eight bytes of the sum, the last of them first, as a number; in halves, for Sail's `conv` has a sign."""
    text = function("md5", node.expressions[0])
    pairs = [function("substr", text, _number(place), _number(2)) for place in range(31, 16, -2)]
    high, low = (
        cast(function("conv", function("concat", *half), _number(16), _number(10)), _KEY)
        for half in (pairs[:4], pairs[4:])
    )
    return cast(exp.Paren(this=exp.Add(this=exp.Mul(this=high, expression=_HALF.copy()), expression=low)), _KEY)


def _hexadecimal(node: exp.Expr) -> exp.Expr:
    """`format('c{:016x}', n)`, in halves too."""
    given = list(node.iter_expressions())
    found = _HEX_PLACES.fullmatch(given[0].name)
    if found is None or len(given) != 2:
        raise ValueError(f"format of {given[0].name} has no form for the cluster")
    number = cast(given[1], _KEY)
    high = whole_quotient(exp.IntDiv(this=number, expression=_HALF.copy()))
    low = cast(exp.Mod(this=number.copy(), expression=_HALF.copy()), "BIGINT")
    halves = [function("lpad", function("hex", half), _number(8), exp.Literal.string("0")) for half in (high, low)]
    return function("concat", exp.Literal.string(found.group(1)), function("lower", function("concat", *halves)))


def _newest(node: exp.ArgMax | exp.ArgMin) -> exp.Expr:
    """DuckDB passes over rows of which there is nothing to tell, Spark only over those without a place."""
    told = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
    place = exp.Case(ifs=[exp.If(this=told, true=node.expression.copy())])
    return type(node)(this=node.this.copy(), expression=place)


def _listed_in_order(node: exp.GroupConcat) -> exp.Expr:
    """Different words in their order with a sign between; nothing where there is none. Only this form is used."""
    ordered = node.this
    distinct = ordered.this if isinstance(ordered, exp.Order) else ordered
    if not isinstance(distinct, exp.Distinct) or len(distinct.expressions) != 1:
        return node
    words = function("sort_array", function("collect_set", distinct.expressions[0]))
    joined = function("array_join", words, node.args["separator"])
    is_any = exp.GT(this=exp.Count(this=distinct.expressions[0].copy()), expression=_number(0))
    return exp.Case(ifs=[exp.If(this=is_any, true=joined)])


def _first_form(node: exp.Anonymous) -> exp.Expr:
    """A moment written in the first of several forms that fits."""
    text, forms = node.expressions
    tried = [function("try_to_timestamp", text, exp.Literal.string(_form(one.name))) for one in forms.expressions]
    return cast(function("coalesce", *tried), "TIMESTAMP_NTZ")


def _form(written: str) -> str:
    """A form of DuckDB's in the signs of Spark's; a letter that is no sign stands between quotes. Numbers may be short
    where something stands between them."""
    is_packed = "%m%d" in written
    parts = re.split(r"(%[A-Za-z])", written)
    signs = {sign: said * 2 if is_packed and len(said) == 1 else said for sign, said in _TIME_WORDS.items()}
    return "".join(signs.get(part, re.sub(r"([A-Za-z]+)", r"'\1'", part)) for part in parts)


def _replaced(node: exp.RegexpReplace) -> exp.Expr:
    r"""A group in what is put in its place: `\2` is `$2`."""
    by = node.args.get("replacement")
    if by is None or not by.is_string or not _GROUP.search(by.name):
        return node
    new = node.copy()
    new.set("replacement", exp.Literal.string(_GROUP.sub(r"$\1", by.name)))
    return new


def kept_types(node: exp.Expr) -> exp.Expr:
    """A type that Spark lacks, as numbers of it are stored."""
    if isinstance(node, exp.DataType) and node.this.value in _KINDS:
        return type_of(_KINDS[node.this.value])
    return node


def whole_quotient(node: exp.Expr) -> exp.Expr:
    """How often a number holds another. Of keys Sail (0.7) goes on with the digits behind the point."""
    if not isinstance(node, exp.IntDiv):
        return node
    held, by = exp.Paren(this=node.this.copy()), node.expression.copy()
    rest = exp.Mod(this=held.copy(), expression=exp.Paren(this=by.copy()))
    return exp.IntDiv(this=exp.Paren(this=exp.Sub(this=held, expression=rest)), expression=by)


def exploded(node: exp.Expr) -> exp.Expr:
    """`FROM t, json_each(t.document) AS cell`: the document is a map of texts, a row each."""
    if not isinstance(node, exp.Select):
        return node
    for join in node.args.get("joins") or ():
        source = join.this
        called = source.this if isinstance(source, exp.Table) else None
        if not isinstance(called, exp.Anonymous) or called.name.lower() != "json_each":
            continue
        held = function("from_json", called.expressions[0], exp.Literal.string("map<string, string>"))
        cells = [exp.to_identifier(cell) for cell in ("key", "value")]
        name = exp.TableAlias(this=exp.to_identifier(source.alias), columns=cells)
        view = exp.Lateral(this=exp.Explode(this=held), view=True, alias=name)
        node.args["joins"].remove(join)
        node.append("laterals", view)
    return node


def _told(node: exp.JSONExtractScalar) -> exp.Expr:
    """`value ->> '$'`: the value of a document that is exploded is its text already."""
    path = node.expression
    is_whole = isinstance(path, exp.JSONPath) and len(path.expressions) == 1
    return node.this.copy() if is_whole else node


MODEL_FUNCTIONS: Mapping[str, Callable[[Any], exp.Expr]] = {
    "md5numberlower": _md5_number,
    "format": _hexadecimal,
    "argmax": _newest,
    "argmin": _newest,
    "groupconcat": _listed_in_order,
    "trystrptime": _first_form,
    "regexpreplace": _replaced,
    "jsonextractscalar": _told,
}
