"""Core and mart built on the cluster are, row by row, those that one machine builds of the same staging."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from insight.errors import QueryError
from insight.govern.consent_questions import decide_consent
from insight.ingest import undo
from insight.settings import Settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import keep_apart, merge, own_nodes, split
from insight.warehouse.spark import Engine
from insight.warehouse.spark.load import begin_on_engine, load_onto_engine
from insight.warehouse.spark.workspace import SparkWarehouse
from tests.analysis.random_shop import random_customers, random_orders
from tests.engine.apache_spark import apache_spark
from tests.engine.both import difference
from tests.engine.sail import LOADED_AT, on_sail, sail, sail_process
from tests.sample_brand import sample_brand
from tests.workspaces import Row, add_batch, member, names, order, workspace

TABLES = """
SELECT table_schema || '.' || table_name AS name
FROM information_schema.tables
WHERE table_schema IN ('core', 'mart')
ORDER BY name
"""
CLERKS = 25
"""More names than a phone may have that is one person's."""

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


def awkward_shop(folder: Path) -> DuckWarehouse:
    """Rows of every kind, in three batches of which one was undone, and decisions of staff about people and words."""
    moment = dt.datetime(2025, 6, 1, 10)
    family = "13812341234"
    shop = workspace(
        folder,
        orders=[
            order("ann", "2025-05-01", 10, order_id="a1", phone=family, buyer_name="安"),
            order("bob", "2025-05-02", 20, order_id="b1", phone=family, email="b@x.cn", province="浙江省"),
            order("bob", "2025-05-02", 20, order_id="b2", refund_amount="5.00", refunded_at=moment),
            order(None, "2025-05-03", 30, order_id="n1", receiver_phone="13900000009", buyer_name="外婆"),
            order("o'brien", "2025-05-04", "0.10", order_id="q1", currency="USD", channel=None),
            order("dora", "9999-12-31", 5, order_id="d9"),
            order("cat", "2025-05-05", 7, order_id="c1", receiver_phone="13700000007"),
            *(order(f"clerk{n}", "2025-05-06", n + 1, order_id=f"k{n}", phone="13600000006") for n in range(CLERKS)),
        ],
        customers=[
            member("ann", "2024-01-01", extra='{"肤质":"干性","生日":"1990-02-03","心率":"六十"}', city="杭州市"),
            member("dora", "2024-01-02", extra='{"肤质":"油性","年龄":"３１岁"}', consent="短信推送:同意"),
            member("emil", email="e+sale@x.cn", consent="不要打扰", member_no="77", wechat_openid="w1"),
            member("emil2", wechat_unionid="u1", phone_masked="138****1234"),
        ],
        items=[
            {"order_id": "a1", "line_no": 1, "sku": "s1", "product_name": "茶", "category": "饮", "quantity": 2.0},
            {"order_id": "a1", "line_no": 2, "sku": "s2", "product_name": "糕", "line_paid": "4.00"},
            {"order_id": "b1", "line_no": 1, "product_id": "p9", "product_name": "茶", "unit_price": "20.00"},
        ],
        events=[
            seen("ann", moment),
            seen("ann", moment + dt.timedelta(minutes=30), event="阅读文章", duration_s=61.0),
            seen("ann", moment + dt.timedelta(minutes=61), event="cart", device="iOS"),
            seen("stranger", moment),
            seen(None, moment),
        ],
        consents=[
            said("ann", "denied", moment, phone=family),
            said("bob", "granted", moment),
            said(None, "也许吧", None, email="e@x.cn"),
            said(None, "denied", None, phone_masked="138****1234"),
        ],
        referrals=[{"inviter_ref": "ann", "invitee_ref": "bob", "at": moment}],
        feedback=[{"customer_ref": "ann", "kind": "review", "rating": 4.5, "at": moment}],
        survey_responses=[{"response_id": "r1", "respondent_ref": "dora", "submitted_at": moment}],
        survey_answers=[{"response_id": "r1", "question": "常用渠道", "question_type": "single", "answer": "直播"}],
    )
    add_batch(
        shop,
        orders=[
            order("ann", "2025-05-01", 12, order_id="a1", phone=None, city="北京"),
            order("cat", "2025-06-02", 9, order_id="c2", receiver_phone="13700000007"),
        ],
        customers=[member("ann", "2024-01-01", city=None, tier="金")],
        items=[{"order_id": "a1", "line_no": 1, "sku": "s3", "product_name": "壶", "quantity": 1.0}],
    )
    undo(shop, add_batch(shop, orders=[order("zoe", "2025-06-03", 99, order_id="z1", phone=family)]), LOADED_AT)
    return shop


def seen(user: str | None, at: dt.datetime, **more: Any) -> Row:
    return {"customer_ref": user, "event": "view", "occurred_at": at} | more


def said(user: str | None, status: str, at: dt.datetime | None, **more: Any) -> Row:
    return {"customer_ref": user, "purpose": "短信营销", "status": status, "raw_status": status, "at": at} | more


def decide(shop: DuckWarehouse) -> None:
    """Ann and Bob share a phone and are two, Cat and O'Brien are one, whatever the rows say."""
    rows = shop.arrow("SELECT value, customer_id FROM core.identifiers WHERE kind = 'account'").to_pylist()
    by_name = {row["value"]: row["customer_id"] for row in rows}
    both = by_name["ann"]
    assert both == by_name["bob"]
    split(shop, both, [node for node in own_nodes(shop, both) if node.startswith("a:") and "ann" in node], at=LOADED_AT)
    merge(shop, [by_name["cat"], by_name["o'brien"]], at=LOADED_AT)
    keep_apart(shop, by_name["dora"], by_name["emil"], at=LOADED_AT)
    decide_consent(shop, "短信营销", "也许吧", "no", at=LOADED_AT)


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


@pytest.mark.slow("a load each")
@pytest.mark.parametrize("seed", range(2))
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
