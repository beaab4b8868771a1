"""Analyses by name: parameters from JSON and text values, results as JSON."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import (
    ANALYSES,
    Result,
    currencies,
    default_as_of,
    find_analysis,
    main_currency,
    make_params,
    to_json,
)
from insight.analysis.overview import OverviewParams
from insight.analysis.rfm import RfmParams
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.sample_brand import sample_brand
from tests.workspaces import member, names, order, workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    orders = [
        order("ann", "2025-03-01", 10, currency="USD"),
        order("ann", "2025-03-02", 10, currency="USD"),
        order("bob", "2025-03-03T23:59:59", 10, status="closed"),
        order("bob", "2025-03-02", 20),
    ]
    line = {"order_id": orders[0]["order_id"], "line_no": "1", "product_name": "Cream", "quantity": 1}
    return workspace(tmp_path_factory.mktemp("shop"), orders=orders, customers=[member("zoe")], items=[line])


def test_as_of_is_the_day_after_the_newest_order_that_counts(shop: DuckWarehouse) -> None:
    assert default_as_of(shop) == dt.date(2025, 3, 3)


def test_the_main_currency_is_the_one_of_most_orders_that_count(shop: DuckWarehouse) -> None:
    assert (main_currency(shop), currencies(shop)) == ("USD", ["USD", "CNY"])


def test_a_customer_list_alone_dates_the_workspace(tmp_path_factory: pytest.TempPathFactory) -> None:
    warehouse = workspace(tmp_path_factory.mktemp("list"), customers=[member("ann", "2025-05-05"), member("bob")])
    assert (default_as_of(warehouse), main_currency(warehouse)) == (dt.date(2025, 5, 6), "CNY")


def test_the_newest_event_counts_as_the_newest_order_does(tmp_path: Path) -> None:
    view = {"customer_ref": "a", "event": "view", "occurred_at": dt.datetime(2025, 6, 1, 9)}
    warehouse = workspace(tmp_path, orders=[order("a", "2025-05-05", 1)], events=[view])
    assert default_as_of(warehouse) == dt.date(2025, 6, 2)


def test_an_empty_workspace_says_what_to_import(tmp_path_factory: pytest.TempPathFactory) -> None:
    warehouse = workspace(tmp_path_factory.mktemp("empty"))
    with pytest.raises(NotEnoughDataError) as refused:
        default_as_of(warehouse)
    assert "Import the order export of a shop" in str(refused.value)
    assert "请导入店铺的订单导出文件" in refused.value.render("zh_CN")


def test_missing_parameters_are_found_in_the_data(shop: DuckWarehouse) -> None:
    assert make_params("overview", {}, shop) == OverviewParams(as_of=dt.date(2025, 3, 3), currency="USD")


def test_json_and_text_values_become_parameters(shop: DuckWarehouse) -> None:
    given = {
        "as_of": "2025-03-03",
        "currency": "CNY",
        "since": "2025-01-01",
        "bins": "3",
        "method": "fixed",
        "recency_day_cuts": [30, 60],
        "amount_cuts": [10, 20.5],
    }
    assert make_params("rfm", given, shop) == RfmParams(
        as_of=dt.date(2025, 3, 3),
        currency="CNY",
        since=dt.date(2025, 1, 1),
        bins=3,
        method="fixed",
        recency_day_cuts=(30, 60),
        amount_cuts=(10.0, 20.5),
    )
    assert make_params("rfm", {"since": None, "order_cuts": None}, shop).since is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"colour": "red"},
            "The parameter colour cannot be used — red — Give only these parameters: as_of, currency, since, bins, "
            "method, recency_day_cuts, order_cuts, amount_cuts",
        ),
        ({"as_of": "31/12/2025"}, "The parameter as_of cannot be used — 31/12/2025 — Give a day such as 2025-12-31"),
        ({"as_of": "2025-02-30"}, "The parameter as_of cannot be used — 2025-02-30 — Give a day such as 2025-12-31"),
        ({"as_of": 20250301}, "The parameter as_of cannot be used — 20250301 — Give a day such as 2025-12-31"),
        ({"bins": 2.5}, "The parameter bins cannot be used — 2.5 — Give a whole number"),
        ({"bins": "many"}, "The parameter bins cannot be used — many — Give a whole number"),
        ({"bins": True}, "The parameter bins cannot be used — True — Give a whole number"),
        ({"bins": None}, "The parameter bins cannot be used — None — Give a whole number"),
        ({"method": "ntile"}, "The parameter method cannot be used — ntile — Give one of quantile, fixed"),
        ({"order_cuts": 5}, "The parameter order_cuts cannot be used — 5 — Give a list such as [1, 2]"),
        ({"amount_cuts": ["x"]}, "The parameter amount_cuts cannot be used — x — Give a number"),
        ({"amount_cuts": ["nan"]}, "The parameter amount_cuts cannot be used — nan — Give a number"),
        ({"currency": ["CNY"]}, "The parameter currency cannot be used — ['CNY'] — Give a text"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused(shop: DuckWarehouse, given: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        make_params("rfm", given, shop)
    assert str(refused.value) == said


def test_an_unknown_analysis_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ParameterError, match="Give one of overview, rfm"):
        find_analysis("horoscope")


@cache
def asked(name: str) -> Result:
    """The answer of an analysis on the sample brand; of one person it needs to be told who, of two waves since when."""
    brand = sample_brand()
    needed = {"customer": {"customer_id": next(iter(names(brand)))}, "survey_waves": {"split_on": "2025-11-20"}}
    whom = needed.get(name, {})
    return ANALYSES[name].run(brand, make_params(name, {"currency": "CNY"} | whom, brand))


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", ANALYSES)
def test_a_result_is_plain_json_in_the_language_asked_for(name: str) -> None:
    result = asked(name)
    said = to_json(result, generation=7, language="zh_CN")
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert list(said) == ["analysis", "params", "generation", "findings", "result"]
    assert (said["analysis"], said["generation"]) == (name, 7)
    assert said["params"]["as_of"] == "2026-01-01"
    assert {tuple(finding) for finding in said["findings"]} == {("text", "value", "n", "low", "high", "certain")}
    assert not any(finding["text"].isascii() for finding in said["findings"])


def test_frames_become_records_and_undefined_numbers_null(shop: DuckWarehouse) -> None:
    result = ANALYSES["rfm"].run(shop, make_params("rfm", {"currency": "CNY", "bins": 2}, shop))
    grid = to_json(result, generation=1)["result"]["grid"]
    assert grid[0]["customers"] == 1
    assert grid[3]["median_net_amount"] is None
    overview = ANALYSES["overview"].run(shop, make_params("overview", {}, shop))
    months = to_json(overview, generation=1)["result"]["months"]
    assert (months[0]["period"], months[0]["is_complete"]) == ("2025-03-01", False)


@pytest.mark.parametrize("name", ANALYSES)
def test_every_result_tells_its_method(name: str) -> None:
    method = asked(name).method()
    assert all(statement.strip().startswith(("WITH", "SELECT", "--")) for statement in method.statements)
    texts = [*method.definition, *method.limits]
    assert all(text.render("zh_CN") != text.render("en") for text in method.limits)
    assert len(texts) >= 7
