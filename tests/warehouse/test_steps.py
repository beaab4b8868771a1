"""Named steps make their own WITH, take only what is needed, and can be run alone."""

import ast
from pathlib import Path

import pytest

import insight
from insight.warehouse import scratch
from insight.warehouse.steps import Bound, Steps, filled, joined, numbered, places, repeated, steps

BUYERS = steps(
    # who bought
    bought="SELECT 'ada' AS customer_id, 3 AS orders UNION ALL SELECT 'bob', 1",
    twice="SELECT customer_id FROM bought WHERE orders >= $least",
    unused="SELECT no_such_column FROM no_such_table",
)


def rows(statement: str, **values: object) -> list[tuple[object, ...]]:
    with scratch() as session:
        return [tuple(row.values()) for row in session.arrow(statement, values).to_pylist()]


def test_a_selection_takes_only_the_steps_it_needs() -> None:
    statement = BUYERS.select("SELECT customer_id FROM twice")
    assert "unused" not in statement
    assert rows(statement, least=2) == [("ada",)]


def test_a_step_of_a_step_comes_along_and_a_selection_of_tables_needs_none() -> None:
    assert "bought AS (" in BUYERS.select("SELECT count(*) FROM twice")
    assert BUYERS.select("SELECT 1") == "SELECT 1"


def test_a_name_in_a_comment_is_not_read() -> None:
    assert "WITH" not in BUYERS.select("SELECT 1 -- not from twice")


def test_a_step_can_be_run_alone() -> None:
    assert sorted(rows(BUYERS.alone("bought"))) == [("ada", 3), ("bob", 1)]
    assert rows(BUYERS.alone("twice"), least=1) == [("ada",), ("bob",)]
    with pytest.raises(KeyError):
        BUYERS.alone("thrice")


def test_steps_that_stand_in_both_are_one_and_two_of_one_name_are_refused() -> None:
    more = steps(counted="SELECT count(*) AS n FROM bought")
    assert rows(BUYERS.then(more, BUYERS).select("SELECT n FROM counted")) == [(2,)]
    with pytest.raises(ValueError, match="two steps are named bought"):
        BUYERS.then(steps(bought="SELECT 1"))


def test_values_of_two_statements_never_meet() -> None:
    parts = [numbered(Bound("SELECT $n::INTEGER AS n", {"n": n, "other": 0}), place) for place, n in enumerate((5, 7))]
    both = joined(parts, "SELECT n", " UNION ALL ")
    assert both.values == {"n__0": 5, "n__1": 7}
    assert sorted(rows(both.statement, **both.values)) == [(5,), (7,)]


def test_a_line_is_repeated_for_each_number() -> None:
    assert repeated("day_#", (0, 2), ", ") == "day_0, day_2"


def test_a_place_that_is_not_there_is_refused() -> None:
    assert filled("SELECT {days}", days="1, 2") == "SELECT 1, 2"
    with pytest.raises(ValueError, match="no place"):
        filled("SELECT {days}", day="1")


def test_the_places_of_a_text_are_told_once_each_and_repetitions_of_a_pattern_are_none() -> None:
    assert places("{b} {a} {b} '[0-9]{3}' {} '{0,6}'") == ("b", "a")


def test_no_statement_is_glued_by_hand() -> None:
    glued = [
        f"{path.name}:{node.lineno}"
        for path in Path(insight.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and any(isinstance(part, ast.Tuple | ast.List) and _holds_a_statement(part) for part in node.args)
    ]
    assert glued == []


def _holds_a_statement(parts: ast.Tuple | ast.List) -> bool:
    texts = [part.value for part in ast.walk(parts) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any("SELECT" in text for text in texts)


def test_a_step_worked_out_anew_is_so_with_others_after_it_alone_and_filled() -> None:
    shown = Steps({"shown": "SELECT {what} AS n"}, frozenset({"shown"})).filled(what="1")
    made = shown.then(steps(twice="SELECT n + n AS n FROM shown"))
    assert "shown AS NOT MATERIALIZED (" in made.select("SELECT n FROM twice")
    assert "twice AS (" in made.select("SELECT n FROM twice")
    assert "shown AS NOT MATERIALIZED (" in made.alone("twice")
    assert rows(made.select("SELECT n FROM twice")) == [(2,)]
