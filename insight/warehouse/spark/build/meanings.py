"""Names that stand for something: views and macros of a refresh, put in place wherever a statement uses them."""

from sqlglot import exp

from insight.warehouse.spark.build.changes import Macro, Name, Seen


class Meanings:
    """What the names mean now; a view that becomes a table means nothing any more."""

    def __init__(self) -> None:
        self._seen: dict[Name, exp.Query] = {}
        self._macros: dict[str, Macro] = {}

    def learn(self, change: Macro | Seen) -> None:
        """What a name means from now on."""
        if isinstance(change, Macro):
            self._macros[change.name] = change
        else:
            self._seen[change.table] = change.rows

    def forget(self, table: Name) -> None:
        """A table of that name has rows of its own."""
        self._seen.pop(table, None)

    def put_in_place(self, tree: exp.Expr) -> exp.Expr:
        """The statement with what views and macros stand for in their place."""
        steps = {step.alias.lower() for step in tree.find_all(exp.CTE)}
        for table in list(tree.find_all(exp.Table)):
            query = self._seen.get((table.db, table.name))
            if query is not None and (table.db or table.name.lower() not in steps):
                alias = exp.TableAlias(this=exp.to_identifier(table.alias_or_name))
                table.replace(exp.Subquery(this=self.put_in_place(query.copy()), alias=alias))
        while True:
            called = next((one for one in tree.find_all(exp.Anonymous) if one.name.lower() in self._macros), None)
            if called is None:
                return tree
            called.replace(_meant(self._macros[called.name.lower()], called))


def _meant(macro: Macro, called: exp.Anonymous) -> exp.Expr:
    """What a macro stands for where it is called."""
    given = dict(zip(macro.parameters, called.expressions, strict=True))
    meaning = macro.meaning.copy()
    for column in list(meaning.find_all(exp.Column)):
        if not column.table and column.name in given:
            new = exp.Paren(this=given[column.name].copy())
            if column is meaning:
                return new
            column.replace(new)
    return exp.Paren(this=meaning)
