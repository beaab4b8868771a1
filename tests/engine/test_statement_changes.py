"""What a statement of a refresh does to a table, said as rows, against DuckDB that does it to a table of its own."""

from collections import Counter
from pathlib import Path

import duckdb
import pytest
import sqlglot

from insight.warehouse import Session, refresh
from insight.warehouse.session import Values
from insight.warehouse.spark.build.changes import (
    Added,
    Corrected,
    Macro,
    Made,
    Removed,
    Seen,
    change_of,
    corrected,
    named_columns,
    staying,
)
from insight.warehouse.spark.build.meanings import Meanings
from tests.engine.awkward_shop import awkward_shop

ROWS = """
CREATE TABLE t AS SELECT * FROM (VALUES (1, 'a', 10), (2, 'b', NULL), (NULL, 'c', 30), (4, NULL, 40)) AS v (k, word, n);
CREATE TABLE other AS SELECT * FROM (VALUES (1, 'x'), (4, NULL), (9, 'z')) AS v (k, word);
CREATE TABLE listed AS SELECT * FROM (VALUES ('a'), ('c')) AS v (word);
"""
COLUMNS = ("k", "word", "n")


def done(statement: str) -> list[tuple[object, ...]]:
    """The rows of `t` after DuckDB has done it."""
    with duckdb.connect() as engine:
        engine.execute(ROWS)
        engine.execute(statement)
        return sorted(engine.sql("SELECT * FROM t").fetchall(), key=str)


def said(statement: str) -> list[tuple[object, ...]]:
    """The rows that the change is said as, asked of the table as it was."""
    change = change_of(statement)
    assert isinstance(change, Removed | Corrected)
    query = staying(change) if isinstance(change, Removed) else corrected(change, COLUMNS)
    if query is None:
        return []
    with duckdb.connect() as engine:
        engine.execute(ROWS)
        return sorted(engine.sql(query.sql(dialect="duckdb")).fetchall(), key=str)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM t",
        "DELETE FROM t WHERE n > 10",
        "DELETE FROM t WHERE n IS NULL OR word IN ('a', 'x')",
        "DELETE FROM t WHERE k IN (SELECT k FROM other)",
        "DELETE FROM t WHERE word IN (SELECT word FROM other WHERE k > 1)",
        "UPDATE t SET word = other.word FROM other WHERE other.k = t.k",
        "UPDATE t SET word = other.word, n = t.n + 1 FROM other WHERE other.k = t.k AND t.n < 40",
        "UPDATE t SET n = 0 FROM (SELECT k AS key FROM other) AS o WHERE o.key = t.k AND t.word IS DISTINCT FROM 'a'",
        "UPDATE t SET n = 0 FROM other WHERE other.k = t.k AND (t.word IN (SELECT word FROM listed) OR t.n = 40)",
        "UPDATE t SET n = 0 FROM other WHERE other.k = t.k AND t.word NOT IN (SELECT word FROM listed)",
    ],
)
def test_rows_are_those_that_the_statement_leaves(statement: str) -> None:
    assert said(statement) == done(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM t WHERE n > (SELECT max(k) FROM other)",
        "DELETE FROM t USING other WHERE other.k = t.k",
        "UPDATE t SET n = 0 WHERE n > 1",
        "UPDATE t SET n = 0 FROM other WHERE other.k = t.k OR t.n = 40",
        "INSERT INTO t VALUES (1, 'a', 2)",
        "INSERT INTO t BY NAME SELECT 1 AS k",
        "DROP TABLE t",
    ],
)
def test_another_form_is_refused_and_never_guessed(statement: str) -> None:
    with pytest.raises(ValueError, match="has no form for tables that are written once"):
        said(statement)


def test_every_statement_of_a_refresh_is_understood(tmp_path: Path) -> None:
    """Whoever gives a model a new form hears of it here, before an engine does."""
    shop, done = awkward_shop(tmp_path), []

    class Noting(Session):
        def execute(self, statement: str, values: Values | None = None) -> None:
            done.append(change := change_of(statement))
            if isinstance(change, Added):
                schema, table = change.table
                there = self.query(f'SELECT * FROM {schema}."{table}" LIMIT 0' if schema else f"FROM {table} LIMIT 0")
                named_columns(change.rows, change.columns or list(there))
            super().execute(statement, values)

    with shop.trying() as session:
        refresh(Noting(session.cursor))
    kinds = Counter(type(change).__name__ for change in done)
    assert kinds.keys() == {"Macro", "Seen", "Made", "Added", "Removed", "Corrected"}
    assert kinds["Made"] > 40


def test_a_statement_is_what_it_does() -> None:
    made = change_of("CREATE OR REPLACE TEMP TABLE a AS SELECT 1 AS n")
    assert isinstance(made, Made)
    assert (made.table, made.columns) == (("", "a"), {})
    empty = change_of('CREATE OR REPLACE TABLE mart.traits (customer_id VARCHAR, "n" DECIMAL(18,2))')
    assert isinstance(empty, Made)
    assert (empty.table, empty.rows) == (("mart", "traits"), None)
    assert list(empty.columns) == ["customer_id", "n"]
    seen = change_of("CREATE OR REPLACE TEMP VIEW v AS SELECT 1 AS n")
    assert isinstance(seen, Seen)
    macro = change_of("CREATE OR REPLACE TEMP MACRO twice(n) AS n * 2")
    assert isinstance(macro, Macro)
    assert (macro.name, macro.parameters) == ("twice", ("n",))
    added = change_of("INSERT INTO core.a (x, y) WITH s AS (SELECT 1 AS n) SELECT n, n FROM s")
    assert isinstance(added, Added)
    assert (added.table, added.columns) == (("core", "a"), ("x", "y"))
    assert added.rows.sql(dialect="duckdb") == "WITH s AS (SELECT 1 AS n) SELECT n, n FROM s"


def test_columns_are_called_what_their_table_calls_them() -> None:
    query = sqlglot.parse_one("SELECT 1 AS a, coalesce(x, y) FROM s UNION ALL SELECT 2, 'b'", read="duckdb")
    said = named_columns(query, ("k", "word")).sql(dialect="duckdb")  # type: ignore[arg-type]
    assert said.startswith('SELECT 1 AS "k", COALESCE(x, y) AS "word" FROM s UNION ALL')
    with pytest.raises(ValueError, match="zip"):
        named_columns(query, ("k",))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no form"):
        named_columns(sqlglot.parse_one("SELECT s.*, 1 AS b FROM s"), ("k", "word"))  # type: ignore[arg-type]


def test_views_and_macros_are_put_in_place_until_a_table_takes_the_name() -> None:
    meanings = Meanings()
    for statement in (
        "CREATE OR REPLACE TEMP MACRO twice(k) AS k * 2",
        "CREATE OR REPLACE TEMP VIEW many AS SELECT k FROM t WHERE twice(k) > 2",
    ):
        change = change_of(statement)
        assert isinstance(change, Macro | Seen)
        meanings.learn(change)
    tree = sqlglot.parse_one("SELECT twice(many.k + 1) AS n, other.word FROM many JOIN other USING (k)")
    said = meanings.put_in_place(tree.copy()).sql(dialect="duckdb")
    assert said.startswith("SELECT ((many.k + 1) * 2) AS n")
    with duckdb.connect() as engine:
        engine.execute(ROWS)
        engine.execute("CREATE MACRO twice(k) AS k * 2")
        engine.execute("CREATE VIEW many AS SELECT k FROM t WHERE twice(k) > 2")
        (expected, found) = (sorted(engine.sql(text).fetchall()) for text in (tree.sql(dialect="duckdb"), said))
    assert found == expected
    meanings.forget(("", "many"))
    plain = sqlglot.parse_one("SELECT k FROM many")
    assert meanings.put_in_place(plain.copy()) == plain
