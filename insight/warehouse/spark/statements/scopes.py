"""Steps of one name in nested scopes: DuckDB finds the nearest, Spark and Sail do not, so each step gets a name of its
own in the whole statement."""

from collections.abc import Mapping
from itertools import count

from sqlglot import exp

_STEPS = "with_"


def distinct_names(tree: exp.Expr) -> exp.Expr:
    """The same statement, in which no two steps have one name."""
    taken: set[str] = {cte.alias.lower() for cte in tree.find_all(exp.CTE)}
    given: set[str] = set()

    def fresh(name: str) -> str:
        if name not in given:
            given.add(name)
            return name
        new = next(f"{name}_{number}" for number in count(2) if f"{name}_{number}" not in taken | given)
        given.add(new)
        return new

    def visit(node: exp.Expr, known: Mapping[str, str]) -> None:
        steps = node.args.get(_STEPS)
        for step in steps.expressions if steps else ():
            visit(step.this, known)
            # Spark and Sail know no word for it: they work out every step wherever it is read.
            step.set("materialized", None)
            name = step.alias.lower()
            known = {**known, name: fresh(name)}
            step.args["alias"].set("this", exp.to_identifier(known[name]))
        if isinstance(node, exp.Table) and not node.db and node.name.lower() in known:
            _rename(node, known[node.name.lower()])
        for child in node.iter_expressions():
            if child is not steps:
                visit(child, known)

    visit(tree, {})
    return tree


def _rename(table: exp.Table, name: str) -> None:
    """Columns go on calling the table what they called it."""
    if table.name == name:
        return
    if not table.args.get("alias"):
        table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
    table.set("this", exp.to_identifier(name))
