"""Core and mart built on the cluster are, row by row, those that one machine builds of the same staging."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from insight.errors import QueryError
from insight.settings import Settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.spark import Engine
from insight.warehouse.spark.load import begin_on_engine, load_onto_engine
from insight.warehouse.spark.workspace import SparkWarehouse
from tests.analysis.random_shop import random_customers, random_orders
from tests.engine.apache_spark import apache_spark
from tests.engine.awkward_shop import CLERKS, awkward_shop, decide
from tests.engine.both import difference
from tests.engine.sail import LOADED_AT, on_sail, sail, sail_process
from tests.sample_brand import sample_brand
from tests.workspaces import names, workspace

pytestmark = pytest.mark.slow("starts a server")

TABLES = """
SELECT table_schema || '.' || table_name AS name
FROM information_schema.tables
WHERE table_schema IN ('core', 'mart')
ORDER BY name
"""
NUMBERS = "SELECT person_no, customer_id FROM mart.customers"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with sail() as address:
        yield address


def assert_built_equal(shop: DuckWarehouse, lake: SparkWarehouse) -> None:
    """A person's number is worked out by each engine in its own way: it is compared by whom it means."""
    tables = [row["name"] for row in shop.arrow(TABLES).to_pylist()]
    assert len(tables) > 30
    differences = {}
    for table in tables:
        found = [told(one, one.arrow(f"SELECT * FROM {table}")) for one in (shop, lake)]
        differences[table] = difference(*found)
    assert {table: differs for table, differs in differences.items() if differs} == {}


def told(warehouse: DuckWarehouse, rows: pa.Table) -> pa.Table:
    if "person_no" not in rows.column_names:
        return rows
    known = {row["person_no"]: row["customer_id"] for row in warehouse.arrow(NUMBERS).to_pylist()}
    place = rows.column_names.index("person_no")
    return rows.set_column(place, "person_no", pa.array([known[one] for one in rows["person_no"].to_pylist()]))


@pytest.mark.slow("every form of a row, and every statement goes to the engine")
def test_every_table_is_that_of_one_machine_and_what_staff_decided_holds(address: str, tmp_path: Path) -> None:
    shop = awkward_shop(tmp_path)
    undecided = set(names(shop))
    decide(shop)
    assert len(set(names(shop)) ^ undecided) == 2, "one person became two, and two became one"
    for table in ("core.hubs", "core.own_receiver_phones", "mart.credits", "mart.visit_events", "core.wills"):
        assert shop.count(f"SELECT 1 FROM {table}") > 0, f"{table} is to be compared"
    told: dict[str, int] = {}
    lake = begin_on_engine("lake", engine(address, tmp_path), Settings(home=tmp_path))
    load_onto_engine(shop, lake, LOADED_AT, lambda table, rows, new: told.update({table: rows}))
    assert_built_equal(shop, lake)
    assert told["core.orders"] == 8 + CLERKS, "whoever waits is told of tables while they are built"
    in_force = lake.in_force().folders
    on_disk = {str(path.parent.relative_to(tmp_path / "files")) for path in (tmp_path / "files").rglob("*.parquet")}
    assert on_disk <= in_force, "no step is left behind"


@pytest.mark.parametrize("seed", [0, 1])
def test_a_shop_drawn_at_random_is_built_equal(seed: int, address: str, tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=random_orders(seed), customers=random_customers(seed))
    assert_built_equal(shop, on_sail(shop, address, tmp_path, build="engine"))


@pytest.mark.slow("everything of the sample brand")
def test_the_sample_brand_is_built_equal(address: str, tmp_path: Path) -> None:
    assert_built_equal(sample_brand(), on_sail(sample_brand(), address, tmp_path, build="engine"))


@pytest.mark.spark
@pytest.mark.slow("every statement of a refresh goes to Apache Spark")
def test_apache_spark_itself_builds_every_table_equal(tmp_path: Path) -> None:
    shop = awkward_shop(tmp_path)
    decide(shop)
    with apache_spark() as address:
        assert_built_equal(shop, on_sail(shop, address, tmp_path, build="engine"))


@pytest.mark.slow("three loads, and a server is killed in the last")
def test_a_build_that_is_broken_off_or_whose_server_ends_leaves_what_was_in_force(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=random_orders(2), customers=random_customers(2))
    with sail_process() as (address, server):
        before = on_sail(shop, address, tmp_path).in_force()
        lake = begin_on_engine("lake", engine(address, tmp_path), Settings(home=tmp_path))
        assert lake.engine.builds, "where it is built was said anew"

        with pytest.raises(KeyboardInterrupt):
            load_onto_engine(shop, lake, LOADED_AT, at_orders(break_off))
        assert lake.in_force() == before
        assert not list((tmp_path / "files").glob("steps_*")), "what was computed on the way is gone"
        load_onto_engine(shop, lake, LOADED_AT)
        assert_built_equal(shop, lake)

        before = lake.in_force()
        with pytest.raises(QueryError, match="The engine of this workspace does not answer"):
            load_onto_engine(shop, lake, LOADED_AT, at_orders(server.kill))
    assert lake.in_force() == before


def at_orders(happens: Callable[[], None]) -> Callable[[str, int, int], None]:
    """What happens in the middle of a build."""
    return lambda table, _rows, _written: happens() if table == "core.orders" else None


def break_off() -> None:
    raise KeyboardInterrupt


def engine(address: str, folder: Path) -> Engine:
    return Engine(address=address, place=str(folder / "files"), build="engine")
