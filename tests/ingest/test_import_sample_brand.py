"""The sample brand through the ordinary import: what was planted is found again."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from insight.ingest import batches, build_sample, repairs
from insight.ingest.sample import SAMPLE_FOLDER
from insight.warehouse import DuckWarehouse, refresh
from tests.uploads import IMPORTED_AT, new_workspace

SYSTEMS = {"tmall": "taobao", "youzan": "youzan", "shopify": "shopify"}


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    warehouse = new_workspace(tmp_path_factory.mktemp("sample"), "sample")
    build_sample(warehouse, IMPORTED_AT)
    return warehouse


@pytest.fixture(scope="module")
def truth() -> Any:
    return json.loads((SAMPLE_FOLDER / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", SYSTEMS)
def test_orders_and_revenue_of_each_source(brand: DuckWarehouse, truth: Any, source: str) -> None:
    found = brand.query(
        "SELECT count(*) AS orders, count(CASE WHEN is_valid THEN 1 END) AS valid, "
        "sum(CASE WHEN is_valid THEN net_amount END) AS net, count(*) - count(customer_id) AS nobody, "
        "min(currency) AS currency, min(ordered_at) AS first, max(ordered_at) AS last "
        "FROM core.orders WHERE source_system = $source_system",
        {"source_system": SYSTEMS[source]},
    ).iloc[0]
    planted = truth["orders"][source]
    assert found["orders"] == planted["distinct_orders"]
    assert found["valid"] == planted["valid_orders"]
    assert round(found["net"], 2) == float(planted["net_revenue"])
    assert found["nobody"] == planted["naming_nobody"]
    assert found["currency"] == planted["currency"]
    assert str(found["first"].date()) == planted["first_order_on"]
    assert str(found["last"].date()) == planted["last_order_on"]


def test_people_are_joined_by_exact_identifiers_and_by_nothing_else(brand: DuckWarehouse, truth: Any) -> None:
    assert brand.count("SELECT 1 FROM core.customers") == truth["people"]["findable_people"]
    several = brand.count("SELECT 1 FROM core.customers WHERE sources LIKE '%;%'")
    assert several == truth["people"]["findable_in_two_or_more_sources"]
    assert brand.count("SELECT 1 FROM mart.customers WHERE orders > 0") == truth["people"]["buyers_with_a_valid_order"]
    assert brand.count("SELECT 1 FROM mart.customers WHERE orders = 1") == truth["people"]["one_time_buyers"]


def test_the_shop_phone_is_a_hub(brand: DuckWarehouse, truth: Any) -> None:
    found = brand.query("SELECT node, names FROM core.hubs")
    assert found.to_dict("records") == [{"node": f"f:{truth['hub']['phone']}", "names": truth["hub"]["distinct_names"]}]
    assert brand.count("SELECT 1 FROM core.customers WHERE phone = $phone", {"phone": truth["hub"]["phone"]}) == 0


def test_the_second_report_updates_the_overlap(brand: DuckWarehouse, truth: Any) -> None:
    (later,) = [row for row in batches(brand).itertuples() if row.file == "ExportOrderList202601010905.csv"]
    counts = later.counts["orders"]
    overlap = truth["tmall_overlap"]["orders_in_both_reports"]
    assert counts["updated"] + counts["unchanged"] == overlap
    assert counts["updated"] >= truth["tmall_overlap"]["of_these_with_another_status"]
    assert counts["new"] == counts["read"] - overlap


def test_nothing_needs_repair(brand: DuckWarehouse) -> None:
    assert len(repairs(brand)) == 0


def test_a_rebuild_of_the_sample_gives_the_same_people(brand: DuckWarehouse) -> None:
    before = brand.query("SELECT * FROM core.customers ORDER BY customer_id")
    with brand.writing() as session:
        refresh(session)
    assert brand.query("SELECT * FROM core.customers ORDER BY customer_id").equals(before)


def test_the_sample_is_built_once(brand: DuckWarehouse) -> None:
    generation = brand.generation
    told: list[str] = []
    build_sample(brand, dt.datetime(2027, 1, 1), told.append)
    assert (brand.generation, told) == (generation, [])


def test_progress_names_every_file(tmp_path: Path) -> None:
    told: list[str] = []
    build_sample(new_workspace(tmp_path, "sample"), IMPORTED_AT, told.append)
    assert told == sorted(path.name for path in SAMPLE_FOLDER.iterdir() if path.suffix in (".csv", ".xlsx"))
