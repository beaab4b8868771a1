"""Which steps of a statement are computed once on a cluster, and what is sent then."""

from insight.warehouse.spark.statements import planned

TWICE = "SELECT a.x FROM a JOIN a AS b ON a.x = b.x"
CHAIN = (
    "WITH a AS (SELECT x FROM g.t AS t WHERE y = :y), "
    "b AS (SELECT a.x FROM a JOIN a AS a2 ON a.x = a2.x), "
    "c AS (SELECT b.x FROM b JOIN b AS b2 ON b.x = b2.x JOIN b AS b3 ON b.x = b3.x), "
    "d AS (SELECT x FROM c UNION ALL SELECT x FROM c UNION ALL SELECT x FROM c) "
    "SELECT d.x FROM d WHERE x = :x"
)


def test_a_statement_that_reads_little_is_sent_as_it_stands() -> None:
    statement = f"WITH a AS (SELECT x FROM g.t AS t) {TWICE}"
    assert planned(statement).kept == ()
    assert planned(statement).statement == statement


def test_steps_that_are_read_again_and_again_are_computed_once() -> None:
    plan = planned(CHAIN).under("k")
    assert plan.kept == (
        ("k_b", "WITH a AS (SELECT x FROM g.t AS t WHERE y = :y) SELECT a.x FROM a JOIN a AS a2 ON a.x = a2.x"),
        ("k_c", "SELECT b.x FROM k_b AS b JOIN k_b AS b2 ON b.x = b2.x JOIN k_b AS b3 ON b.x = b3.x"),
    )
    assert plan.statement == (
        "WITH d AS (SELECT x FROM k_c AS c UNION ALL SELECT x FROM k_c AS c UNION ALL SELECT x FROM k_c AS c) "
        "SELECT d.x FROM d WHERE x = :x"
    )
    assert plan.whole == CHAIN


def test_two_runs_of_one_statement_keep_apart() -> None:
    plan = planned(CHAIN)
    names = [name for token in ("one", "two") for name, _said in plan.under(token).kept]
    assert names == ["one_b", "one_c", "two_b", "two_c"]


def test_as_many_tables_as_may_stay_are_left_and_one_more_is_not() -> None:
    steps = "WITH a AS (SELECT x FROM g.t AS t), b AS (SELECT a.x FROM a, a AS a2, a AS a3, a AS a4) "
    four = "SELECT 1 AS one FROM b, b AS b2, b AS b3, b AS b4"
    assert planned(steps + four).kept == ()
    assert [name for name, _said in planned(f"{steps}{four}, g.u AS u").under("k").kept] == ["k_b"]


def test_what_cannot_be_taken_apart_is_sent_whole() -> None:
    """`then` is a word of the language, and may be the name of a value."""
    statement = "SELECT x FROM g.t WHERE y = CAST(:then AS STRING)"
    assert planned(statement).whole == statement
