"""A workspace on an engine: loaded, asked, broken off, down and back; what staff keep stays in its own file."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from insight.analysis import ANALYSES, make_params, people_of
from insight.audience import condition
from insight.audience.id_list import read_ids
from insight.audience.saved import find_saved, save_segment
from insight.audience.uploads import keep_list, named_by, outcome
from insight.errors import ParameterError, QueryError
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace, refresh
from insight.warehouse.spark import ENGINE_FILE, Engine, engine_of, keep_engine
from insight.warehouse.spark.load import begin_on_engine, load_onto_engine
from insight.warehouse.spark.tables.generation import put_in_force
from insight.warehouse.spark.workspace import SparkWarehouse
from tests.audience.shops import names_in, small_shop
from tests.engine.sail import LOADED_AT, on_sail, sail
from tests.houses import House, one_sentence
from tests.workspaces import add_batch, order, workspace

pytestmark = pytest.mark.slow("starts a server")

ORDERS = "SELECT count(*) AS n FROM core.orders"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with sail() as address:
        yield address


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return small_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def lake(shop: DuckWarehouse, address: str, tmp_path_factory: pytest.TempPathFactory) -> SparkWarehouse:
    return on_sail(shop, address, tmp_path_factory.mktemp("lake"))


def orders_in(warehouse: DuckWarehouse) -> int:
    return int(warehouse.arrow(ORDERS).to_pylist()[0]["n"])


def test_it_opens_by_its_name_like_any_other(lake: SparkWarehouse) -> None:
    assert open_workspace("lake", Settings(home=lake.folder.parent)) is lake
    assert lake.generation == 1


def test_numbers_frames_and_people_are_those_of_the_file(lake: SparkWarehouse, shop: DuckWarehouse) -> None:
    statement = "SELECT customer_id, net_amount, ordered_at, purchase_no FROM mart.purchases ORDER BY order_key"
    assert lake.arrow(statement).equals(shop.arrow(statement))
    assert lake.query(statement).equals(shop.query(statement))
    assert lake.count(statement) == shop.count(statement) == 6
    params = make_params("rfm", {"currency": "CNY"}, lake)
    people = [people_of(ANALYSES["rfm"].run(one, params), "rfm", {"r": 5}).count(one) for one in (lake, shop)]
    assert people[0] == people[1] > 0


def test_a_value_is_never_part_of_the_statement(lake: SparkWarehouse) -> None:
    written = "o'brien\\' OR '1'='1"
    found = lake.arrow(
        "SELECT $name::VARCHAR AS name, count(*) AS n FROM core.customers WHERE name = $name", {"name": written}
    )
    assert found.to_pylist() == [{"name": written, "n": 0}]


def test_people_whom_a_list_of_the_own_file_names_are_looked_up_on_the_engine(lake: SparkWarehouse) -> None:
    found = lake.about(
        "SELECT customer_id FROM mart.customers WHERE orders >= $orders",
        {"orders": 3},
        "SELECT count(*) AS n, sum(orders)::BIGINT AS orders FROM mart.customers JOIN chosen USING (customer_id)",
    )
    assert found.to_pylist() == [{"n": 1, "orders": 3}]


@pytest.mark.slow("three loads")
def test_what_staff_keep_stays_beside_it_when_it_is_loaded_anew(
    shop: DuckWarehouse, address: str, tmp_path: Path
) -> None:
    lake = on_sail(shop, address, tmp_path)
    before = lake.fingerprint
    kept = save_segment(lake, "Loyal", condition("orders_at_least", orders=3), at=LOADED_AT, by="ann")
    assert lake.fingerprint == before
    load_onto_engine(shop, lake, LOADED_AT)
    assert lake.fingerprint != before
    assert find_saved(lake, "Loyal").segment_id == kept.segment_id
    load_onto_engine(shop, lake, LOADED_AT)
    kept_loads = lake.known_generations()
    assert [each.number for each in kept_loads] == [3, 2], "the last but one may still be read"
    assert {each.written for each in kept_loads} == {0}, "nothing had changed, so nothing was written again"


def test_the_data_cannot_be_changed_there(lake: SparkWarehouse) -> None:
    for change in ("DELETE FROM core.orders", "CREATE TEMP TABLE x AS SELECT * FROM core.orders"):
        with (
            pytest.raises(QueryError, match="lie on an engine and cannot be changed from here"),
            lake.writing() as session,
        ):
            session.execute(change)
    with pytest.raises(QueryError, match="python -m insight lake refresh"), lake.writing() as session:
        refresh(session)
    assert orders_in(lake) == 8


def test_rows_of_the_engine_can_be_kept_in_the_own_file(lake: SparkWarehouse) -> None:
    with lake.trying() as session:
        session.execute(
            "INSERT INTO app.export_people BY NAME SELECT 'x' AS export_id, customer_id, 'treated' AS arm "
            "FROM mart.customers WHERE orders >= $orders",
            {"orders": 3},
        )
        assert session.scalar("SELECT count(*) FROM app.export_people") == 1
        seen = "SELECT count(*) FROM app.export_people JOIN mart.customers USING (customer_id)"
        assert session.scalar(seen) == 1


@pytest.mark.slow("one more load")
def test_tables_that_an_older_program_did_not_write_are_a_sentence(
    shop: DuckWarehouse, address: str, tmp_path: Path
) -> None:
    older = on_sail(shop, address, tmp_path)
    found = older.in_force()
    fewer = tuple(table for table in found.tables if table.name != "mart_visits")
    assert len(fewer) == len(found.tables) - 1
    with older.taking_over() as session:
        put_in_force(session, replace(found, number=found.number + 1, tables=fewer), kept=1)
    assert orders_in(older) == orders_in(shop)
    with pytest.raises(QueryError, match="older version"):
        older.count("SELECT 1 FROM mart.visits")


@pytest.mark.slow("one more load")
def test_two_workspaces_on_one_server_keep_their_own_tables_apart(
    lake: SparkWarehouse, address: str, tmp_path: Path
) -> None:
    other = on_sail(workspace(tmp_path, orders=[order("zoe", "2025-06-30", 5)]), address, tmp_path)
    statement = "SELECT DISTINCT batches.template FROM core.orders JOIN app.batches USING (batch_id)"
    with other.writing() as session:
        session.execute("UPDATE app.batches SET template = 'other'")
    for _again in range(2):
        assert lake.arrow(statement).to_pylist() == [{"template": "hand"}]
        assert other.arrow(statement).to_pylist() == [{"template": "other"}]


@pytest.mark.slow("ids are looked for in every table")
def test_an_uploaded_list_finds_its_people_on_the_engine(lake: SparkWarehouse, tmp_path: Path) -> None:
    path = tmp_path / "ids.csv"
    path.write_text("手机号,备注\n138 0000 0001,a\n+86-13800000003,b\n19900000000,d\n6.93E+18,g\n", encoding="utf-8")
    (table,) = read_ids(path)
    shares = named_by(lake, table)
    assert shares == [0.5, 0.0]
    kept = keep_list(lake, table, path, column=0, name="名单", at=LOADED_AT)
    counted = outcome(lake, kept.list_id)
    assert (counted.rows, counted.found, counted.reasons) == (4, 2, {"unknown": 1, "damaged": 1})
    assert names_in(lake, condition("on_list", list_id=kept.list_id)) == {"ann", "cid"}


@pytest.mark.slow("one more load")
def test_an_engine_that_is_down_is_a_sentence_and_nothing_is_lost(shop: DuckWarehouse, tmp_path: Path) -> None:
    with sail() as address:
        lake = on_sail(shop, address, tmp_path)
        expected = orders_in(lake)
        save_segment(lake, "Loyal", condition("orders_at_least", orders=3), at=LOADED_AT, by="ann")
    with pytest.raises(QueryError) as down:
        orders_in(lake)
    assert str(down.value).startswith("The engine of this workspace does not answer — sc://127.0.0.1:")
    assert find_saved(lake, "Loyal").name == "Loyal"
    with sail() as address:
        keep_engine(lake.folder, Engine(address=address, place=lake.engine.place))
        again = SparkWarehouse(lake.folder, Settings(home=tmp_path), Engine(address=address, place=lake.engine.place))
        assert orders_in(again) == expected
        again.connection.ask(lambda session: session.sql(f"DROP DATABASE {again.in_force().schema} CASCADE").collect())
        assert orders_in(again) == expected, "a server that forgot its tables is told of them again"


def test_no_load_without_a_server_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="does not answer"):
        begin_on_engine("lake", Engine(address="sc://127.0.0.1:9", place=str(tmp_path)), Settings(home=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_with_data_of_its_own_is_not_moved_under_an_engine(
    shop: DuckWarehouse, address: str, tmp_path: Path
) -> None:
    with pytest.raises(ParameterError, match="a new name: the data of this one lie in its own file"):
        begin_on_engine(shop.workspace, Engine(address=address, place=str(tmp_path)), Settings(home=shop.folder.parent))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('engine = "spark://x"', "spark://x — Give the address of a Spark Connect server"),
        ('engine = "sc://"', "Give the address of a Spark Connect server"),
        ("engine = 5", "5 — Give the address of a Spark Connect server"),
        ('engine = "sc://x"\ncatalog = "a; DROP"', "Give the name of a catalog"),
        ('engine = "sc://x"\nbuild = "there"', "there — Give where core and mart are built: here or engine"),
        ('engine = "sc://x"\ntable = "y"', "Give only these settings in "),
        ("engine = ", "The settings of the workspace cannot be read"),
    ],
)
def test_settings_that_cannot_be_are_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / ENGINE_FILE).write_text(text, encoding="utf-8")
    with pytest.raises((ParameterError, QueryError)) as refused:
        engine_of(tmp_path)
    assert told in str(refused.value)


def test_settings_are_read_as_they_were_written(tmp_path: Path) -> None:
    engine = Engine(address='sc://host:1/;token=a"b\\c', place='s3://x/"y"', catalog="main", build="engine")
    keep_engine(tmp_path, engine)
    assert engine_of(tmp_path) == engine
    assert (tmp_path / ENGINE_FILE).stat().st_mode & 0o077 == 0


@pytest.mark.slow("a program is started")
def test_without_the_packages_the_workspace_says_what_to_install(tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    folder.mkdir()
    keep_engine(folder, Engine(address="sc://127.0.0.1:9", place="y"))
    (folder / "insight.duckdb").touch()
    code = "import sys; sys.modules['sqlglot'] = None; from insight.cli import main; sys.exit(main(sys.argv[1:]))"
    said = subprocess.run(
        [sys.executable, "-c", code, "analyse", "rfm", "-w", "lake"],
        capture_output=True,
        text=True,
        env={"INSIGHT_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert said.returncode == 2
    assert "sqlglot — Install them: pip install -r requirements-engine.txt" in said.stderr


@pytest.mark.slow("a process is killed in the middle of a load")
def test_a_load_that_is_killed_leaves_the_tables_before_in_force(
    shop: DuckWarehouse, address: str, tmp_path: Path
) -> None:
    lake = on_sail(shop, address, tmp_path)
    schema, expected = lake.in_force().schema, orders_in(lake)
    add_batch(shop, orders=[order("ann", "2025-06-30", 5)])
    lake.close()
    shop.close()
    command = [sys.executable, "-m", "insight", "lake", "load", "-w", "lake", "--from", shop.workspace]
    (tmp_path / shop.workspace).symlink_to(shop.folder)
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2], env={"INSIGHT_HOME": str(tmp_path)}
    ) as loading:
        assert loading.stderr is not None
        assert "core." in loading.stderr.readline()
        loading.send_signal(signal.SIGKILL)
    assert lake.in_force().schema == schema
    assert orders_in(lake) == expected
    assert load_onto_engine(shop, lake, LOADED_AT).number == 2
    assert orders_in(lake) == expected + 1


@pytest.mark.slow("six commands")
def test_on_the_command_line_from_load_to_the_list(address: str, tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    small_shop(house.home).close()
    (name,) = [path.parent.name for path in house.home.glob("*/insight.duckdb")]
    loaded = house.run("lake", "load", "-w", "lake", "--from", name, "--engine", address)
    assert loaded.code == 0, loaded.err
    assert f"source: {name}" in loaded.out
    assert "generation=1" in house.run("lake", "status", "-w", "lake").out
    assert "loaded: False" in house.run("lake", "refresh", "-w", "lake").out
    lists = []
    for place in ("lake", name):
        out = tmp_path / f"{place}.csv"
        told = house.run("members", "rfm", "-w", place, "-p", "currency=CNY", "--cell", "r=5", "--out", out)
        assert told.code == 0, told.err
        lists.append(out.read_bytes())
    assert lists[0] == lists[1]
    orders = tmp_path / "orders.csv"
    orders.write_text("order id,customer id,order date,amount\n1,a,2025-01-01,10\n", encoding="utf-8")
    assert "cannot be changed from here" in one_sentence(house.run("import", orders, "-w", "lake"))
    assert "Give a new name" in one_sentence(house.run("lake", "init", "-w", name, "--engine", address))
