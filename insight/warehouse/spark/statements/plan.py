"""Steps of a statement that are read more than once: computed once and kept on the cluster while the statement runs.

DuckDB does so by itself. Spark and Sail compute a step wherever it is read, and the steps that it reads again with it:
a chain of steps that are each read twice is then computed thousands of times.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

_STAYS_WHOLE = 16
"""So many tables a statement may read with its steps put in place and is still sent as it stands."""
_LEAST_SAVED = 4
"""A step is kept where that saves reading so many tables; each one that is kept costs a job of its own."""
_MOST_KEPT = 4096

_MARK = "insight_kept_"
_MARKED = re.compile(rf"\b{_MARK}")


@dataclass(frozen=True, slots=True)
class Plan:
    """`kept`: name and statement of each step to compute first, in order; `statement` and later steps read them.

    `whole` is the statement as it was, for a server that can keep nothing.
    """

    kept: tuple[tuple[str, str], ...]
    statement: str
    whole: str

    def under(self, token: str) -> "Plan":
        """The plan with names that no other run of it has."""
        named = tuple((_MARKED.sub(f"{token}_", name), _MARKED.sub(f"{token}_", said)) for name, said in self.kept)
        return Plan(named, _MARKED.sub(f"{token}_", self.statement), self.whole)


@lru_cache(maxsize=_MOST_KEPT)
def planned(statement: str) -> Plan:
    """How to go about a statement in Spark's words; as it stands where it cannot be taken apart."""
    if not statement.startswith("WITH "):
        return Plan((), statement, statement)
    try:
        tree = sqlglot.parse_one(statement, read="spark")
    except SqlglotError:
        # A value may be called by a word of the language: `:then`.
        return Plan((), statement, statement)
    steps = tree.args.get("with_")
    if steps is None or steps.args.get("recursive"):
        return Plan((), statement, statement)
    tree.set("with_", None)
    read = {step.alias.lower(): list(_read(step.this)) for step in steps.expressions}
    last = list(_read(tree))
    if _weight(last, read) <= _STAYS_WHOLE:
        return Plan((), statement, statement)
    chosen = _chosen(last, read)
    for part in (tree, steps):
        for table in part.find_all(exp.Table):
            if not table.db and table.name.lower() in chosen:
                _rename(table, f"{_MARK}{table.name.lower()}")
    kept = [
        (f"{_MARK}{step.alias.lower()}", _said(step.this.copy(), steps, chosen))
        for step in steps.expressions
        if step.alias.lower() in chosen
    ]
    return Plan(tuple(kept), _said(tree, steps, chosen), statement)


def _weight(last: list[str], read: Mapping[str, list[str]]) -> int:
    """How many tables a statement reads once each step stands where it is read."""
    weights: dict[str, int] = {}
    for name, tables in read.items():
        weights[name] = sum(weights.get(one, 1) for one in tables)
    return sum(weights.get(name, 1) for name in last)


def _chosen(last: list[str], read: Mapping[str, list[str]]) -> frozenset[str]:
    times = Counter([*last, *(name for tables in read.values() for name in tables)])
    weights: dict[str, int] = {}
    chosen = set()
    for name, tables in read.items():
        weights[name] = sum(weights.get(one, 1) for one in tables)
        if weights[name] * (times[name] - 1) >= _LEAST_SAVED:
            chosen.add(name)
            weights[name] = 1
    return frozenset(chosen)


def _read(tree: exp.Expr) -> Iterator[str]:
    return (table.name.lower() if not table.db else "" for table in tree.find_all(exp.Table))


def _said(body: exp.Expr, steps: exp.With, kept: frozenset[str]) -> str:
    """A statement with those of the other steps before it that it needs."""
    needed: list[exp.Expr] = []
    sought = set(_read(body))
    for step in reversed(steps.expressions):
        name = step.alias.lower()
        if name in sought and name not in kept:
            needed.insert(0, step.copy())
            sought |= set(_read(step.this))
    if needed:
        body.set("with_", exp.With(expressions=needed))
    return body.sql(dialect="spark")


def _rename(table: exp.Table, name: str) -> None:
    if not table.args.get("alias"):
        table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
    table.set("this", exp.to_identifier(name))
