"""The overview on tables small enough to check by hand."""

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.overview import OverviewParams, OverviewResult, overview
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse, refresh
from tests.workspaces import Row, add_batch, member, order, people, workspace

AS_OF = dt.date(2025, 3, 15)
SHOP = [
    order("ann", "2025-01-10", 100),
    order("ann", "2025-01-20", 50, channel="JD"),
    order("ann", "2025-02-10", 200),
    order("bob", "2025-02-11", 30, refund_amount="10"),
    order("cai", "2025-02-12", 80, status="refunded"),
    order("cai", "2025-03-01", 60, channel="JD"),
    order(None, "2025-03-02", 40),
    order("ann", "2025-03-03", 99, currency="USD", channel="Shopify"),
    order("dee", "2025-03-15", 500),
]
MEMBERS = [member("ann", "2024-06-01"), member("zoe", "2024-06-02"), member("new", "2025-03-15")]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(tmp_path_factory.mktemp("shop"), orders=SHOP, customers=MEMBERS)


@pytest.fixture(scope="module")
def result(shop: DuckWarehouse) -> OverviewResult:
    return overview(shop, OverviewParams(as_of=AS_OF, currency="CNY"))


def members(warehouse: DuckWarehouse, result: OverviewResult, **cell: Any) -> set[str]:
    segment = result.segment(**cell)
    return people(warehouse, segment.statement, segment.values)


def seen(tmp_path: Path, *orders: Row, **more: Any) -> OverviewResult:
    return overview(workspace(tmp_path, orders=orders, **more), OverviewParams(as_of=AS_OF, currency="CNY"))


def test_people_and_orders_are_counted_in_all_currencies(result: OverviewResult) -> None:
    assert (result.people, result.buyers, result.members_without_orders) == (4, 3, 1)
    assert (result.orders, result.orders_without_person) == (7, 1)
    assert (result.repeat_buyers, result.one_time_buyers) == (1, 2)


def test_amounts_are_counted_in_one_currency_with_orders_without_a_person(result: OverviewResult) -> None:
    assert result.net_amount == 100 + 50 + 200 + 20 + 60 + 40
    assert result.average_order_value == pytest.approx(470 / 6)
    revenue = result.revenue.set_index("currency")
    assert revenue.loc["CNY", ["orders", "orders_without_person", "net_amount_without_person"]].tolist() == [6, 1, 40.0]
    assert revenue.loc["USD", ["orders", "net_amount", "average_order_value"]].tolist() == [1, 99.0, 99.0]


def test_repeat_rate_has_its_n_and_wilson_interval(result: OverviewResult) -> None:
    row = result.rate("repeat")
    assert (row["n"], row["rate"]) == (3, pytest.approx(1 / 3))
    assert (row["low"], row["high"]) == (pytest.approx(0.0615, abs=1e-4), pytest.approx(0.7923, abs=1e-4))


def test_refund_rate_is_of_orders_once_paid(result: OverviewResult) -> None:
    assert (result.rate("refund")["n"], result.refund_rate) == (8, pytest.approx(2 / 8))
    assert result.rate("refund_amount")["rate"] == pytest.approx((10 + 80) / 560)


def test_unpaid_and_closed_orders_are_no_base_for_refunds(tmp_path: Path) -> None:
    paid_at = dt.datetime(2025, 1, 2)
    result = seen(
        tmp_path,
        order("ann", "2025-01-01", 10),
        order("ann", "2025-01-01", 10, status="unpaid"),
        order("ann", "2025-01-01", 10, status="closed"),
        order("ann", "2025-01-01", 10, status="closed", paid_at=paid_at, refund_amount="10"),
        order("ann", "2025-01-01", "-10", status="completed"),
    )
    # The credit note of the last row gives the money of one of the two paid orders back.
    assert (result.rate("refund")["n"], result.refund_rate) == (2, 1.0)


def test_a_paid_amount_stated_after_the_refund_is_not_refunded_twice(tmp_path: Path) -> None:
    result = seen(tmp_path, order("ann", "2025-01-01", "70", order_amount="100", refund_amount="30"))
    assert result.net_amount == 70
    assert result.rate("refund_amount")["rate"] == pytest.approx(0.3)


def test_a_buyer_is_new_in_the_month_of_the_first_order_and_returning_later(result: OverviewResult) -> None:
    rows = result.months.set_index(["period", "group"])
    numbers = ["customers", "orders", "net_amount", "is_complete"]
    january, february, march = (dt.date(2025, month, 1) for month in (1, 2, 3))
    assert rows.loc[(january, "new"), numbers].tolist() == [1, 2, 150.0, True]
    assert rows.loc[(january, "returning"), numbers].tolist() == [0, 0, 0.0, True]
    assert rows.loc[(february, "new"), numbers].tolist() == [1, 1, 20.0, True]
    assert rows.loc[(february, "returning"), numbers].tolist() == [1, 1, 200.0, True]
    assert rows.loc[(march, "new"), numbers].tolist() == [1, 1, 60.0, False]
    assert rows.loc[(march, "returning"), numbers].tolist() == [1, 1, 0.0, False]


def test_months_name_their_people(shop: DuckWarehouse, result: OverviewResult) -> None:
    assert members(shop, result, group="new", period="2025-02-01") == {"bob"}
    assert members(shop, result, group="returning", period=dt.date(2025, 2, 1)) == {"ann"}
    assert members(shop, result, group="new", period=dt.date(2025, 3, 1)) == {"cai"}


def test_months_without_orders_stand_in_the_row(tmp_path: Path) -> None:
    result = seen(tmp_path, order("ann", "2024-12-31", 5), order("ann", "2025-03-01", 5))
    assert sorted(set(result.months["period"])) == [
        dt.date(2024, 12, 1),
        dt.date(2025, 1, 1),
        dt.date(2025, 2, 1),
        dt.date(2025, 3, 1),
    ]
    assert result.months["customers"].tolist() == [1, 0, 0, 0, 0, 0, 0, 1]


def test_a_month_that_ends_on_the_as_of_day_is_complete(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", "2025-02-10", 5)])
    result = overview(warehouse, OverviewParams(as_of=dt.date(2025, 3, 1), currency="CNY"))
    assert result.months["is_complete"].tolist() == [True, True]


def test_channels_with_their_people_and_money(shop: DuckWarehouse, result: OverviewResult) -> None:
    rows = {row["channel"]: row for row in result.channels.to_dict("records")}
    assert (rows["Tmall"]["customers"], rows["Tmall"]["orders"], rows["Tmall"]["net_amount"]) == (2, 4, 360.0)
    assert (rows["JD"]["customers"], rows["JD"]["orders"], rows["JD"]["net_amount"]) == (2, 2, 110.0)
    assert rows["Shopify"]["customers"] == 1
    assert math.isnan(rows["Shopify"]["net_amount"])
    assert math.isnan(rows["Shopify"]["net_amount_share"])
    assert rows["JD"]["share"] == pytest.approx(2 / 3)
    assert rows["JD"]["net_amount_share"] == pytest.approx(110 / 470)
    assert members(shop, result, channel="JD") == {"ann", "cai"}


def test_groups_name_their_people(shop: DuckWarehouse, result: OverviewResult) -> None:
    assert members(shop, result, group="buyers") == {"ann", "bob", "cai"}
    assert members(shop, result, group="repeat_buyers") == {"ann"}
    assert members(shop, result, group="one_time_buyers") == {"bob", "cai"}
    assert members(shop, result, group="members_without_orders") == {"zoe"}


def test_the_newest_order_is_the_newest_before_the_as_of_day(result: OverviewResult) -> None:
    assert result.last_ordered_at == dt.datetime(2025, 3, 3, 12)
    assert result.first_ordered_at == dt.datetime(2025, 1, 10, 12)


def test_what_is_missing_is_said_with_what_it_weakens(result: OverviewResult) -> None:
    rows = {row["key"]: row for row in result.missing.to_dict("records")}
    assert "customers" not in rows
    assert rows["order_items"]["text"].render("en") == "No order lines"
    assert rows["order_items"]["weakens"].render("zh_CN") == "无法分析商品、连带购买和复购补货"
    assert (rows["orders_without_person"]["count"], rows["orders_without_person"]["n"]) == (1, 7)
    assert rows["other_currencies"]["share"] == pytest.approx(1 / 7)
    assert rows["people_without_phone"]["share"] == 1


def test_data_that_are_there_are_not_missing(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path,
        orders=[order("ann", "2025-01-01", 5, order_id="x", phone="13800001234")],
        items=[{"order_id": "x", "line_no": "1", "product_name": "cake"}],
    )
    keys = set(overview(warehouse, OverviewParams(as_of=AS_OF, currency="CNY")).missing["key"])
    assert "customers" in keys
    assert not keys & {"order_items", "people_without_phone", "orders_without_person", "other_currencies"}


def test_findings_say_the_numbers_and_mark_small_groups(result: OverviewResult) -> None:
    findings = result.findings()
    assert [finding.text.render("en") for finding in findings] == [
        "33% of 3 buyers have ordered again",
        "In Feb 2025, 50% of the 2 buyers had bought in an earlier month",
        "6 orders brought ¥470.00 after refunds, ¥78.33 an order",
        "4 people are known: 3 have bought, 1 have not yet",
        "25% of 8 paid orders were refunded at least partly, 16% of the money paid",
        "1 orders (14%) name no person: they count in revenue, not in people",
    ]
    assert not any(finding.certain for finding in findings)
    assert [finding.n for finding in findings] == [3, 2, 6, 4, 8, 7]
    assert "复购率为 33%" in findings[0].text.render("zh_CN")


def test_a_customer_list_without_orders_shows_members_only(tmp_path: Path) -> None:
    result = seen(tmp_path, customers=[member("ann"), member("bob", "2025-01-01")])
    assert (result.people, result.buyers, result.members_without_orders, result.orders) == (2, 0, 2, 0)
    assert math.isnan(result.repeat_rate)
    assert math.isnan(result.average_order_value)
    assert result.last_ordered_at is None
    assert result.months.empty
    assert result.channels.empty
    assert [finding.text.render("en") for finding in result.findings()] == [
        "2 people are known: 0 have bought, 2 have not yet"
    ]


def test_an_undone_batch_leaves_nothing_behind(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", "2025-01-01", 5)])
    batch = add_batch(warehouse, orders=[order("bob", "2025-01-01", 7)])
    with warehouse.writing() as session:
        session.execute("UPDATE app.batches SET undone_at = imported_at WHERE batch_id = $batch", {"batch": batch})
        refresh(session, [batch])
    result = overview(warehouse, OverviewParams(as_of=AS_OF, currency="CNY"))
    assert (result.people, result.net_amount) == (1, 5.0)


def test_an_empty_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError, match="0 people and 0 orders before 15 Mar 2025"):
        seen(tmp_path)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({}, "Give a group, or new or returning with a period, or a channel"),
        ({"group": "whales"}, "Give one of buyers, repeat_buyers, one_time_buyers, members_without_orders"),
        ({"group": "new", "period": "soon"}, "soon — Give a day such as 2025-12-31"),
        ({"channel": "Temu"}, "Temu — Give one of Tmall, JD, Shopify"),
        ({"group": "buyers", "channel": "JD"}, "group=buyers, channel=JD"),
    ],
)
def test_a_cell_that_does_not_exist_is_refused(result: OverviewResult, cell: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        result.segment(**cell)
    assert said in str(refused.value)


def test_a_segment_says_who_it_is(result: OverviewResult) -> None:
    sentence = result.segment(group="new", period="2025-02-01").sentence
    assert sentence.render("en") == "People whose first order that counts was in Feb 2025, as of 14 Mar 2025"
    assert sentence.render("zh_CN") == "首笔有效订单在2025年2月的客户，截至 2025-03-14"
