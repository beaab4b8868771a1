"""Credit notes and dated refunds: money goes back on its own day, and no purchase is taken away."""

import datetime as dt
from pathlib import Path

import pytest

from insight.analysis import default_as_of
from insight.analysis.overview import OverviewParams, overview
from insight.analysis.rfm import RfmParams, customers, rfm
from insight.warehouse import DuckWarehouse
from insight.warehouse.order_truth import ORDER_TRUTH
from tests.workspaces import member, order, workspace


def shown(warehouse: DuckWarehouse, as_of: str) -> tuple[int, int, float]:
    result = overview(warehouse, OverviewParams(as_of=dt.date.fromisoformat(as_of), currency="CNY"))
    return result.buyers, result.orders, result.net_amount


def scored(warehouse: DuckWarehouse, as_of: str) -> list[tuple[int, int, float]]:
    rows = customers(warehouse, RfmParams(as_of=dt.date.fromisoformat(as_of), currency="CNY")).to_pylist()
    return sorted((row["recency_days"], row["orders"], float(row["net_amount"])) for row in rows)


def test_a_credit_note_counts_from_its_own_day(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", "2024-03-01", 100), order("ann", "2024-03-05", -40)])
    assert shown(warehouse, "2024-03-05") == (1, 1, 100)
    assert shown(warehouse, "2024-03-06") == (1, 1, 60)
    assert scored(warehouse, "2024-03-06") == [(5, 1, 60)]


def test_a_credit_note_shows_as_a_refund(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", "2024-03-01", 100), order("ann", "2024-03-05", -40)])
    rates = overview(warehouse, OverviewParams(as_of=dt.date(2024, 3, 6), currency="CNY")).rates.set_index("group")[
        "rate"
    ]
    assert (rates["refund"], rates["refund_amount"]) == (1.0, 0.4)


def test_a_credit_of_nobody_lowers_revenue(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", "2024-03-01", 100), order(None, "2024-03-05", -40)])
    assert shown(warehouse, "2024-03-06") == (1, 1, 60)
    assert scored(warehouse, "2024-03-06") == [(5, 1, 100)]


def test_an_order_and_its_exact_credit_come_to_nothing(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", "2024-03-01", 77), order("ann", "2024-03-01", -77)])
    assert shown(warehouse, "2024-03-06") == (1, 1, 0)


@pytest.mark.parametrize(
    "more", [{"status": "closed"}, {"status": "unpaid"}, {"cancelled_at": dt.datetime(2024, 3, 6)}]
)
def test_a_credit_note_that_was_called_off_takes_nothing(tmp_path: Path, more: dict[str, object]) -> None:
    orders = [order("ann", "2024-03-01", 100), order("ann", "2024-03-05", -40, **more)]
    assert shown(workspace(tmp_path, orders=orders), "2024-03-09") == (1, 1, 100)


def test_a_credit_in_another_currency_is_never_taken_off(tmp_path: Path) -> None:
    orders = [order("ann", "2024-03-01", 100), order("ann", "2024-03-05", -40, currency="USD")]
    assert shown(workspace(tmp_path, orders=orders), "2024-03-09") == (1, 1, 100)


def test_a_refund_of_a_known_day_has_not_happened_before_it(tmp_path: Path) -> None:
    back = {"status": "refunded", "refund_amount": "100", "refunded_at": dt.datetime(2024, 3, 5, 10)}
    orders = [
        order("ann", "2024-01-10", 100, **back),
        order("bob", "2024-01-12", 80),
        order("bob", "2024-03-01", 80),
    ]
    warehouse = workspace(tmp_path, orders=orders)
    assert shown(warehouse, "2024-02-01") == (2, 2, 180)
    assert shown(warehouse, "2024-03-05") == (2, 3, 260)
    assert shown(warehouse, "2024-03-06") == (2, 3, 160)


def test_a_refund_of_no_known_day_holds_for_every_day(tmp_path: Path) -> None:
    orders = [order("ann", "2024-01-10", 100, status="refunded"), order("bob", "2024-01-12", 80)]
    assert shown(workspace(tmp_path, orders=orders), "2024-02-01") == (1, 1, 80)
    assert any("the state of today holds" in text.render("en") for text in ORDER_TRUTH)


def test_part_of_an_order_went_back_on_a_known_day(tmp_path: Path) -> None:
    back = {"refund_amount": "30", "refunded_at": dt.datetime(2024, 3, 5, 10)}
    warehouse = workspace(tmp_path, orders=[order("ann", "2024-01-10", 100, **back)])
    assert (shown(warehouse, "2024-02-01")[2], shown(warehouse, "2024-04-01")[2]) == (100, 70)


def test_orders_of_one_day_are_as_many_orders_everywhere(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", "2024-01-10", 100) for _ in range(3)])
    assert shown(warehouse, "2024-01-11") == (1, 3, 300)
    assert scored(warehouse, "2024-01-11") == [(1, 3, 300)]
    assert rfm(warehouse, RfmParams(as_of=dt.date(2024, 1, 11), currency="CNY")).grid["customers"].sum() == 1


def test_the_day_is_never_set_by_what_cannot_have_happened(tmp_path: Path) -> None:
    orders = [
        order("ann", "2024-05-12", 10),
        order("bob", "2204-05-13", 10),
        order("cid", "2024-06-20", 10, status="closed"),
    ]
    warehouse = workspace(tmp_path, orders=orders, customers=[member("ann", "2025-07-01")])
    assert default_as_of(warehouse) == dt.date(2024, 5, 13)


def test_without_a_sale_other_orders_and_then_members_set_the_day(tmp_path: Path) -> None:
    closed = order("cid", "2024-06-20", 10, status="closed")
    assert default_as_of(workspace(tmp_path, orders=[closed])) == dt.date(2024, 6, 21)
    assert default_as_of(workspace(tmp_path, customers=[member("ann", "2025-07-01")])) == dt.date(2025, 7, 2)


@pytest.mark.parametrize(
    ("more", "rows"),
    [
        ({"status": "completed"}, 1),
        ({"status": "closed", "paid_at": dt.datetime(2025, 1, 1)}, 1),
        ({"status": "closed"}, 0),
        ({"status": "unpaid"}, 0),
        ({"status": "completed", "cancelled_at": dt.datetime(2025, 1, 2)}, 0),
    ],
)
def test_only_what_counted_can_go_back_later(tmp_path: Path, more: dict[str, object], rows: int) -> None:
    bought = order("ann", "2025-01-01", 100, refund_amount="30", refunded_at=dt.datetime(2025, 2, 1)) | more
    shop = workspace(tmp_path, orders=[bought])
    assert shop.count("SELECT 1 FROM mart.credits") == rows
    assert shop.count("SELECT 1 FROM mart.purchases") == rows


def test_a_refund_dated_before_its_order_is_counted_with_it(tmp_path: Path) -> None:
    bought = order("ann", "2025-01-10", 100, refund_amount="30", refunded_at=dt.datetime(2025, 1, 1))
    found = workspace(tmp_path, orders=[bought]).query("SELECT credited_at::DATE::VARCHAR AS day FROM mart.credits")
    assert found["day"].tolist() == ["2025-01-10"]
