"""Shops with next to nothing in them: every analysis says a sentence or true numbers, and never breaks."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import to_json
from insight.analysis.lifecycle import LifecycleParams, lifecycle
from insight.analysis.registry import ANALYSES, make_params
from insight.errors import InsightError, NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, names, order, workspace


def facts(*orders: Row, **more: Any) -> dict[str, Any]:
    lines = [{"order_id": row["order_id"], "line_no": "1", "product_name": "Cream", "quantity": 1.0} for row in orders]
    seen = [
        {"customer_ref": row["buyer_ref"], "event": "view", "occurred_at": row["ordered_at"]}
        for row in orders
        if row["buyer_ref"] and row["ordered_at"]
    ]
    return {"orders": orders, "items": lines, "events": seen} | more


SHOPS: dict[str, dict[str, Any]] = {
    "empty": {},
    "one order": facts(order("ann", "2025-03-01", 10)),
    "one customer": facts(order("ann", "2025-03-01", 10), order("ann", "2025-04-01", 20)),
    "two customers": facts(order("ann", "2025-03-01", 10), order("bob", "2025-04-01", 20)),
    "one day": facts(*[order(f"p{n}", "2025-03-01", 10 + n) for n in range(5)]),
    "nobody named": facts(order(None, "2025-03-01", 10)),
    "members only": {"customers": [member("zoe", "2024-06-01")]},
    "money back only": facts(order("ann", "2025-03-01", -10)),
    "all sent back": facts(order("ann", "2025-03-01", 10), order("ann", "2025-03-01", -10)),
}
STEPS = ("milestone:order_created", "milestone:repurchased")


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> dict[str, DuckWarehouse]:
    home = tmp_path_factory.mktemp("shops")
    return {name: workspace(home, **rows) for name, rows in SHOPS.items()}


def asked(name: str, shop: DuckWarehouse, **given: Any) -> Any:
    if name == "funnel":
        given["steps"] = STEPS
    if name == "customer":
        given["customer_id"] = next(iter(names(shop)), "nobody")
    return ANALYSES[name].run(shop, make_params(name, given, shop))


def outcome(name: str, shop: DuckWarehouse) -> Any:
    try:
        return asked(name, shop)
    except (NotEnoughDataError, ParameterError) as error:
        return error


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", ANALYSES)
@pytest.mark.parametrize("shop_name", SHOPS)
def test_a_sentence_or_true_numbers(shops: dict[str, DuckWarehouse], shop_name: str, name: str) -> None:
    shop = shops[shop_name]
    result = outcome(name, shop)
    if isinstance(result, InsightError):
        assert isinstance(result, NotEnoughDataError) or name == "customer"
        assert result.render("en") != result.render("zh_CN")
        return
    for language in ("en", "zh_CN"):
        text = json.dumps(to_json(result, generation=1, language=language), allow_nan=False)
        assert "nan" not in text
    for finding in result.findings():
        if finding.cell is not None:
            assert result.segment(**finding.cell).count(shop) >= 0


@pytest.mark.parametrize("name", [name for name in ANALYSES if name not in ("behaviour", "consent", "quality")])
def test_a_currency_that_no_order_has_is_refused(shops: dict[str, DuckWarehouse], name: str) -> None:
    with pytest.raises(ParameterError, match="XXX"):
        asked(name, shops["two customers"], currency="XXX")


def test_shares_of_no_money_are_undefined(shops: dict[str, DuckWarehouse]) -> None:
    result = lifecycle(shops["all sent back"], LifecycleParams(as_of=dt.date(2025, 3, 2), currency="CNY"))
    said = [finding.text.render("en") for finding in result.findings()]
    assert said[0] == "0% of 1 buyers are dormant or lost; they brought – of revenue"


def test_orders_without_a_time_are_said_to_be_there(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-03-01", 10) | {"ordered_at": None}])
    with pytest.raises(NotEnoughDataError, match="orders without a time: 1"):
        make_params("overview", {}, shop)


def test_no_group_has_a_share_of_money_that_comes_to_nothing(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[order("ann", "2025-03-01", 10), order("bob", "2025-01-01", 5), order("bob", "2025-03-02", -15)],
    )
    result = asked("rfm", shop, as_of=dt.date(2025, 3, 3))
    assert result.grid["net_amount"].sum() == 0
    assert result.grid["net_amount_share"].isna().all()
    assert all("0% of revenue" not in finding.text.render("en") for finding in result.findings())
