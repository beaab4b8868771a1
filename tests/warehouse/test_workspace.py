"""A workspace keeps what it was given, all or nothing, and tells two people's workspaces apart."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from insight.errors import ParameterError, QueryError
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, check, open_workspace, refresh, workspace_names
from tests.uploads import upload, write
from tests.workspaces import add_batch, member, order, workspace

TABLES = (
    "core.orders",
    "core.customers",
    "core.identifiers",
    "core.order_items",
    "core.hubs",
    "mart.customers",
    "mart.purchases",
)


def snapshot(warehouse: DuckWarehouse) -> dict[str, list[dict[str, object]]]:
    return {
        table: warehouse.query(f"SELECT * FROM {table} ORDER BY ALL").astype(str).to_dict("records") for table in TABLES
    }


def test_refresh_of_a_batch_equals_a_full_rebuild(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("a", "2024-01-01", 10), order("b", "2024-01-02", 20, phone="1")])
    add_batch(warehouse, orders=[order("c", "2024-01-03", 30, phone="13800138000")])
    add_batch(warehouse, customers=[member("b", phone="13800138000"), member("d")])
    add_batch(warehouse, orders=[order(None, "2024-01-04", 40, phone="13900139000", buyer_name="x")])
    incremental = snapshot(warehouse)
    with warehouse.writing() as session:
        refresh(session)
    assert snapshot(warehouse) == incremental


def test_joining_two_people_moves_their_orders_to_one(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path, orders=[order("a", "2024-01-01", 10), order(None, "2024-01-02", 20, phone="13800138000")]
    )
    assert warehouse.count("SELECT 1 FROM core.customers") == 2
    add_batch(warehouse, customers=[member("a", phone="13800138000")])
    assert warehouse.count("SELECT 1 FROM core.customers") == 1
    assert warehouse.count("SELECT DISTINCT customer_id FROM core.orders") == 1
    assert list(warehouse.query("SELECT orders FROM mart.customers")["orders"]) == [2]


def test_failure_inside_a_transaction_leaves_everything_as_it_was(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("a", "2024-01-01", 10)])
    before, generation = snapshot(warehouse), warehouse.generation

    def fail_halfway() -> None:
        with warehouse.writing() as session:
            session.execute("DELETE FROM core.orders")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert snapshot(warehouse) == before
    assert warehouse.generation == generation


def test_generation_grows_with_every_refresh_and_fingerprints_differ_between_workspaces(tmp_path: Path) -> None:
    one = workspace(tmp_path, orders=[order("a", "2024-01-01", 10)])
    other = workspace(tmp_path, orders=[order("a", "2024-01-01", 10)])
    assert one.generation == other.generation
    assert one.fingerprint != other.fingerprint
    before = one.fingerprint
    add_batch(one, orders=[order("a", "2024-01-02", 10)])
    assert one.fingerprint != before


def test_files_outside_cannot_be_read_by_a_statement(tmp_path: Path) -> None:
    warehouse = open_workspace("brand", Settings(home=tmp_path))
    secret = write(tmp_path, "secret.csv", "a\n1\n")
    with pytest.raises(Exception, match="disabled by configuration"):
        warehouse.query("SELECT * FROM read_csv($path)", {"path": str(secret)})


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", ".hidden", "x\0y"])
def test_workspace_names_cannot_leave_the_home_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParameterError):
        open_workspace(name, Settings(home=tmp_path))


def test_workspaces_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b", "a", "品牌"):
        open_workspace(name, Settings(home=tmp_path))
    assert workspace_names(Settings(home=tmp_path)) == ["a", "b", "品牌"]


@pytest.mark.slow("starts processes")
def test_another_process_waits_for_its_turn(tmp_path: Path) -> None:
    warehouse = open_workspace("brand", Settings(home=tmp_path))
    program = (
        "import sys; from pathlib import Path; from insight.settings import Settings; "
        "from insight.warehouse import open_workspace; "
        "w = open_workspace('brand', Settings(home=Path(sys.argv[1]))); print(w.generation)"
    )
    with warehouse.writing():
        waiting = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=2)
    warehouse.close()
    output, _ = waiting.communicate(timeout=30)
    assert output.strip() == "0"


@pytest.mark.slow("imports files again and again")
def test_a_workspace_held_too_long_is_reported(tmp_path: Path) -> None:
    warehouse = open_workspace("brand", Settings(home=tmp_path))
    program = (
        "import sys; from pathlib import Path; from insight.settings import Settings; "
        "from insight.warehouse import open_workspace; "
        "open_workspace('brand', Settings(home=Path(sys.argv[1]), lock_wait_s=0.1))"
    )
    with warehouse.writing():
        result = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True)
    assert result.returncode != 0
    assert "in use by another process" in result.stderr


def test_threads_share_one_file(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("a", "2024-01-01", 10)])
    counts: list[int] = []

    def ask() -> None:
        counts.extend(warehouse.count("SELECT 1 FROM core.orders") for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [1] * 160


@pytest.mark.slow("starts processes")
def test_two_people_importing_at_once_both_succeed(tmp_path: Path) -> None:
    warehouse = open_workspace("brand", Settings(home=tmp_path))
    header = "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额\n"
    paths = [
        write(tmp_path, f"{i}.csv", f"{header}693216935829300123{i},a,10,10,交易成功,2024-01-05 13:02:11,0\n")
        for i in range(6)
    ]
    threads = [threading.Thread(target=upload, args=(warehouse, path)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert warehouse.count("SELECT 1 FROM core.orders") == 6
    assert warehouse.count("SELECT DISTINCT batch_id FROM app.batches") == 6


def test_a_sound_workspace_breaks_no_rule_and_a_damaged_one_does(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("a", "2024-01-01", 10), order("b", "2024-01-01", 10)])
    assert [each.broken for each in check(warehouse)] == [0] * len(check(warehouse))
    with warehouse.writing() as session:
        session.execute("INSERT INTO core.orders SELECT * FROM core.orders")
        session.execute("DELETE FROM core.customers")
    broken = {each.rule.key: each.broken for each in check(warehouse)}
    assert broken["Every order stands once in core"] == 2
    assert broken["Every order's person is known"] == 4


def test_a_workspace_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    warehouse = open_workspace("brand", Settings(home=tmp_path))
    with warehouse.writing() as session:
        session.execute("UPDATE app.state SET schema_version = 999")
    with pytest.raises(QueryError, match="newer version"):
        DuckWarehouse(warehouse.folder, Settings(home=tmp_path))


def test_a_workspace_of_an_older_program_is_derived_anew_with_its_rows_and_decisions(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("a", "2024-01-01", 10), order("b", "2024-01-02", 20)])
    before = {table: warehouse.query(f"SELECT * FROM {table} ORDER BY ALL").to_dict("records") for table in TABLES}
    with warehouse.writing() as session:
        session.execute("DROP TABLE mart.purchases")
        session.execute("ALTER TABLE core.orders DROP COLUMN coupon")
        session.execute("ALTER TABLE staging.orders DROP COLUMN coupon")
        session.execute("UPDATE app.state SET schema_version = 1")
    warehouse.close()
    newer = DuckWarehouse(warehouse.folder, Settings(home=tmp_path))
    after = {table: newer.query(f"SELECT * FROM {table} ORDER BY ALL").to_dict("records") for table in TABLES}
    assert str(after) == str(before)


def test_a_purchase_knows_what_came_before_it(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path, orders=[order("a", "2024-01-05", 10), order("a", "2024-01-01", 20), order("b", "2024-01-03", 30)]
    )
    rows = warehouse.query(
        "SELECT purchase_no, ordered_at, first_ordered_at, previous_ordered_at, net_amount::DOUBLE AS net_amount "
        "FROM mart.purchases ORDER BY ordered_at"
    )
    assert list(rows["purchase_no"]) == [1, 1, 2]
    assert list(rows["net_amount"]) == [20, 30, 10]
    assert list(rows["first_ordered_at"].dt.day) == [1, 3, 1]
    assert rows["previous_ordered_at"].isna().tolist() == [True, True, False]


@pytest.mark.slow("imports files again and again")
def test_the_file_is_let_go_when_nobody_uses_it(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("a", "2024-01-01", 10)])
    warehouse.count("SELECT 1 FROM core.orders")
    program = "import duckdb, sys; duckdb.connect(sys.argv[1]).close()"
    deadline = time.monotonic() + 20
    while True:
        result = subprocess.run(
            [sys.executable, "-c", program, str(warehouse.folder / "insight.duckdb")], capture_output=True
        )
        if result.returncode == 0:
            break
        assert time.monotonic() < deadline
