"""Loads that write only what changed: parts of tables by batches, the same rows as a load of everything."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from insight.ingest import undo
from insight.warehouse import DuckWarehouse
from insight.warehouse.spark.load import load_onto_engine
from insight.warehouse.spark.tables.generation import Generation
from insight.warehouse.spark.tables.leftovers import remove_leftovers
from insight.warehouse.spark.tables.parts import Source, batches_each, sources
from insight.warehouse.spark.workspace import SparkWarehouse
from tests.audience.shops import small_shop
from tests.engine.both import difference
from tests.engine.sail import LOADED_AT, on_sail, sail
from tests.workspaces import add_batch, order


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with sail() as address:
        yield address


@pytest.mark.parametrize(("newest", "each"), [(0, 1), (63, 1), (64, 2), (127, 2), (128, 4), (6400, 128)])
def test_there_are_never_more_than_sixty_four_parts(newest: int, each: int) -> None:
    assert batches_each(newest) == each
    assert newest // each < 64


def test_every_table_that_the_workspace_has_comes_along_and_batches_are_seen(tmp_path: Path) -> None:
    shop = small_shop(tmp_path)
    with shop.writing() as session:
        session.execute("CREATE TABLE mart.new_of_tomorrow AS SELECT 1 AS n")
        found = {f"{one.schema}.{one.name}": one.batches_each for one in sources(session)}
    assert found["mart.new_of_tomorrow"] == 0
    assert found["staging.orders"] == found["core.orders"] == 1
    assert found["mart.purchases"] == 0


def test_a_mark_changes_with_any_cell_and_with_no_order_of_rows(tmp_path: Path) -> None:
    source = Source(schema="core", name="marked", batches_each=1)
    shop = small_shop(tmp_path)
    with shop.trying() as session:
        marks = []
        for rows in ("(1, 'a'), (1, 'b'), (2, 'c')", "(1, 'b'), (2, 'c'), (1, 'a')", "(1, 'a'), (1, 'x'), (2, 'c')"):
            session.execute(f"CREATE OR REPLACE TABLE core.marked AS FROM (VALUES {rows}) AS t (batch_id, cell)")
            marks.append(session.arrow(source.marks).to_pylist())
        session.execute("INSERT INTO core.marked VALUES (1, 'a'), (1, 'a'), (NULL, 'd')")
        twice = session.arrow(source.marks).to_pylist()
    assert marks[0] == marks[1]
    assert [one == other for one, other in zip(marks[0], marks[2], strict=True)] == [False, True]
    assert [row["part"] for row in twice] == [None, 1, 2]
    assert twice[1]["rows"] == 4
    assert twice[2] == marks[0][1]


def test_what_a_killed_load_left_is_removed_after_a_day_and_nothing_else(tmp_path: Path) -> None:
    now = 1_000_000.0
    ages = {
        "insight_lake_0123abcd": 86_401,
        "steps_0123456789ab": 90_000,
        "kept_0123456789ab": 86_399,
        "insight_lake_89abcdef": 90_000,
        "insight_lake": 90_000,
        "mine_0123456789ab": 90_000,
    }
    for name, age in ages.items():
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (now - age, now - age))
    gone = remove_leftovers(tmp_path, {"insight_lake_89abcdef"}, now)
    assert gone == ["insight_lake_0123abcd", "steps_0123456789ab"]
    assert {path.name for path in tmp_path.iterdir()} == ages.keys() - set(gone)
    assert remove_leftovers(tmp_path / "nowhere", (), now) == []


def parts(generation: Generation, name: str) -> tuple[str, ...]:
    (table,) = (table for table in generation.tables if table.name == name)
    return tuple(part.folder for part in table.parts)


def assert_equal(lake: SparkWarehouse, shop: DuckWarehouse) -> None:
    for name in ("staging.orders", "core.orders", "core.customers", "mart.customers", "mart.purchases", "mart.takings"):
        assert difference(shop.arrow(f"SELECT * FROM {name}"), lake.arrow(f"SELECT * FROM {name}")) is None, name


@pytest.mark.slow("five loads")
def test_a_load_writes_the_new_batch_and_what_it_changes_and_leaves_the_rest(address: str, tmp_path: Path) -> None:
    shop = small_shop(tmp_path)
    lake = on_sail(shop, address, tmp_path)
    first = lake.in_force()
    assert first.written == first.rows
    batch = add_batch(shop, orders=[order("zoe", "2025-06-30", 5), order("ann", "2025-07-01", 6)])

    told: dict[str, tuple[int, int]] = {}
    second = load_onto_engine(shop, lake, LOADED_AT, lambda table, rows, new: told.update({table: (rows, new)}))
    assert told["core.orders"] == (10, 2)
    assert told["staging.orders"] == (10, 2)
    assert told["core.source_customers"][1] == 0
    assert parts(second, "core_orders")[:-1] == parts(first, "core_orders")
    assert parts(second, "mart_purchases") != parts(first, "mart_purchases")
    assert_equal(lake, shop)

    assert load_onto_engine(shop, lake, LOADED_AT).written == 0
    assert_equal(lake, shop)

    undo(shop, batch, LOADED_AT)
    fourth = load_onto_engine(shop, lake, LOADED_AT)
    assert parts(fourth, "core_orders") == parts(first, "core_orders")
    assert_equal(lake, shop)
    on_disk = {str(path.parent.relative_to(tmp_path / "files")) for path in (tmp_path / "files").rglob("*.parquet")}
    kept = frozenset[str]().union(*(each.folders for each in lake.known_generations()))
    assert on_disk <= kept, "of what no kept load names, the files are gone"

    whole = load_onto_engine(shop, lake, LOADED_AT, whole=True)
    assert whole.written == whole.rows
    assert_equal(lake, shop)
