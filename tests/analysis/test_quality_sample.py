"""The sample brand: its known truths are found, and nothing alarming is invented."""

import datetime as dt
import json
from pathlib import Path

import pytest

from insight.analysis import make_params, to_json
from insight.analysis.quality import RULES, QualityParams, QualityResult, quality
from insight.warehouse import DuckWarehouse
from tests.sample_brand import sample_brand

TRUTH = json.loads((Path(__file__).parents[2] / "sample_data" / "truth.json").read_text(encoding="utf-8"))
PARAMS = QualityParams(as_of=dt.date.fromisoformat(TRUTH["as_of"]), currency="CNY")


@pytest.fixture(scope="module")
def sample() -> DuckWarehouse:
    return sample_brand()


def counts(result: QualityResult, rule: str) -> tuple[int, int]:
    row = result.rule(rule)
    return int(row["broken"]), int(row["rows"])


def test_the_sample_brand_shows_its_hub_and_its_orders_without_a_person(sample: DuckWarehouse) -> None:
    result = quality(sample, PARAMS)
    shops = TRUTH["orders"].values()
    orders = sum(shop["distinct_orders"] for shop in shops)
    assert counts(result, "orders_name_a_person") == (sum(shop["naming_nobody"] for shop in shops), orders)
    assert counts(result, "orders_contact_of_one")[0] == TRUTH["hub"]["orders"]
    said = " ".join(finding.text.render("en") for finding in result.findings())
    assert "Every order names a person" in said


@pytest.mark.slow("counts many shops")
def test_nothing_alarming_is_invented_about_the_sample_brand(sample: DuckWarehouse) -> None:
    result = quality(sample, PARAMS)
    trade = result.rules[result.rules["table"].isin(("orders", "order_items", "customers"))]
    found = set(trade[(trade["broken"] > 0) & (trade["dimension"] != "completeness")]["rule"])
    assert found == {"orders_contact_of_one", "orders_phone_whole", "customers_phone_whole"}
    for row in result.rules.to_dict("records"):
        assert result.rows(sample, row["rule"]).num_rows == row["broken"], row["rule"]


def test_the_result_is_plain_json(sample: DuckWarehouse) -> None:
    result = quality(sample, make_params("quality", {"as_of": TRUTH["as_of"]}, sample))
    said = to_json(result, generation=1, language="zh_CN")["result"]
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert set(said["rules"][0]) >= {"rule", "table", "column", "rows", "broken", "rate", "low", "high", "weakens"}
    assert {row["rule"] for row in said["over_time"]} == {row["rule"] for row in said["rules"]} <= set(RULES)
