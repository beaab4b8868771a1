"""Fifty random shops: the statements agree with slow and obvious Python, person by person."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import pytest

from insight.analysis.overview import OverviewParams, overview
from insight.analysis.rfm import RfmParams, customers, rfm
from insight.errors import NotEnoughDataError
from insight.warehouse import Warehouse
from tests import oracles
from tests.analysis.random_shop import AS_OF, random_customers, random_orders
from tests.workspaces import Row, names, people, workspace

SEEDS = range(16)


class Shop(NamedTuple):
    orders: list[Row]
    customers: list[Row]
    warehouse: Warehouse


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Shop]:
    @cache
    def build(seed: int) -> Shop:
        orders, listed = random_orders(seed), random_customers(seed)
        return Shop(orders, listed, workspace(tmp_path_factory.mktemp("shop"), orders=orders, customers=listed))

    return build


def found_scores(warehouse: Warehouse, params: RfmParams) -> dict[str, oracles.Score]:
    known = names(warehouse)
    rows = customers(warehouse, params).to_pylist()
    return {known[row.pop("customer_id")]: oracles.Score(**row) for row in rows}


def params_of(seed: int) -> RfmParams:
    since = dt.date(2025, 5, 1) if seed % 3 == 0 else None
    method = "fixed" if seed % 4 == 0 else "quantile"
    return RfmParams(as_of=AS_OF, currency="CNY", bins=2 + seed % 6, since=since, method=method)


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_and_names_of_every_buyer_agree(shop: Callable[[int], Shop], seed: int) -> None:
    (orders, listed, warehouse), params = shop(seed), params_of(seed)
    cuts = (params.recency_day_cuts, params.order_cuts, params.amount_cuts) if params.method == "fixed" else None
    expected = oracles.rfm_scores(orders, as_of=AS_OF, currency="CNY", bins=params.bins, since=params.since, cuts=cuts)
    assert found_scores(warehouse, params) == expected
    if not expected:
        with pytest.raises(NotEnoughDataError):
            rfm(warehouse, params)
        return
    result = rfm(warehouse, params)
    ever = oracles.buyers_of(orders, AS_OF).keys()
    never = oracles.known_people(orders, listed, AS_OF) - ever
    prospects = result.segment(group="prospects")
    assert people(warehouse, prospects.statement, prospects.values) == never
    assert (result.buyers, result.prospects, result.people) == (len(expected), len(never), len(never) + len(ever))
    assert result.customers_elsewhere == len(ever) - len(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_totals_months_and_channels_agree(shop: Callable[[int], Shop], seed: int) -> None:
    orders, listed, warehouse = shop(seed)
    result = overview(warehouse, OverviewParams(as_of=AS_OF, currency="CNY"))
    expected = oracles.overview_numbers(orders, listed, as_of=AS_OF, currency="CNY")
    for name in ("people", "buyers", "repeat_buyers", "orders", "orders_without_person"):
        assert getattr(result, name) == expected[name], name
    assert result.net_amount == pytest.approx(float(expected["net_amount"]))
    if expected["currency_orders"]:
        assert result.average_order_value == pytest.approx(float(expected["net_amount"] / expected["currency_orders"]))
    if expected["paid_orders"]:
        assert result.refund_rate == pytest.approx(min(1, expected["refunded_orders"] / expected["paid_orders"]))
    if expected["gross_amount"]:
        refunded_share = float(expected["refunded_amount"] / expected["gross_amount"])
        assert result.rate("refund_amount")["rate"] == pytest.approx(refunded_share)
    months = {
        (row["period"], row["group"]): (row["customers"], row["orders"], row["net_amount"])
        for row in result.months.to_dict("records")
        if row["orders"] or row["net_amount"]
    }
    _assert_same(months, oracles.months(orders, as_of=AS_OF, currency="CNY"))
    channels = {
        row["channel"]: (
            row["customers"],
            row["orders"],
            row["net_amount"] if row["net_amount"] == row["net_amount"] else 0,
        )
        for row in result.channels.to_dict("records")
    }
    _assert_same(channels, oracles.channels(orders, as_of=AS_OF, currency="CNY"))


def _assert_same(found: dict[Any, Any], expected: dict[Any, Any]) -> None:
    assert found.keys() == expected.keys()
    for key, (customers_there, orders_there, amount) in expected.items():
        assert found[key] == (customers_there, orders_there, pytest.approx(float(amount))), key
