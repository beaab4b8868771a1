import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest
from staged_brand import Brand, order, segment

from insight.export import MoreColumns, Reach, headers, people, preview, reachable
from insight.i18n import LANGUAGES, _


def listed(brand: Brand, **options: object) -> list[dict[str, object]]:
    return people(brand.warehouse, brand.everyone(), currency="CNY", **options).to_pylist()  # type: ignore[arg-type]


def test_the_columns_are_those_that_have_a_header(brand: Brand) -> None:
    table = people(brand.warehouse, brand.nobody(), currency="CNY")
    assert table.column_names == list(headers("CNY"))
    assert table.num_rows == 0


def test_highest_net_amount_comes_first_then_customer_id(brand: Brand) -> None:
    brand.has(
        orders=[
            order("1", "2025-03-01", "10.00", buyer_ref="small"),
            order("2", "2025-03-01", "50.00", buyer_ref="large"),
            order("3", "2025-03-01", "10.00", buyer_ref="also small"),
        ]
    )
    rows = listed(brand)
    assert [row["net_amount"] for row in rows] == [Decimal("50.00"), Decimal("10.00"), Decimal("10.00")]
    assert rows[0]["accounts"] == "taobao:large"
    assert rows[1]["customer_id"] < rows[2]["customer_id"]


def test_an_order_on_the_as_of_day_is_not_counted(brand: Brand) -> None:
    brand.has(
        orders=[
            order("1", "2025-11-11 00:00", "10.00", buyer_ref="anna", channel="tmall"),
            order("2", "2025-12-31 23:59", "20.00", buyer_ref="anna", channel="tmall"),
            order("3", "2026-01-01 00:00", "40.00", buyer_ref="anna", channel="douyin"),
        ]
    )
    (row,) = listed(brand)
    assert (row["orders"], row["net_amount"], row["channels"]) == (2, Decimal("30.00"), "tmall")
    assert row["first_ordered_at"] == dt.datetime(2025, 11, 11)
    assert row["last_ordered_at"] == dt.datetime(2025, 12, 31, 23, 59)


def test_orders_that_do_not_count_and_other_currencies_are_left_out_of_the_figures(brand: Brand) -> None:
    brand.has(
        orders=[
            order("1", "2025-03-01", "10.00", buyer_ref="anna"),
            order("2", "2025-03-02", "20.00", buyer_ref="anna", status="closed"),
            order("3", "2025-03-03", "30.00", buyer_ref="anna", currency="USD", channel="shopify"),
            order("4", "2025-03-04", "40.00", buyer_ref="anna", refund_amount="15.00"),
        ]
    )
    (yuan,) = listed(brand)
    assert (yuan["orders"], yuan["net_amount"], yuan["channels"]) == (2, Decimal("35.00"), "shopify; tmall")
    (dollars,) = people(brand.warehouse, brand.everyone(), currency="USD").to_pylist()
    assert (dollars["orders"], dollars["net_amount"]) == (1, Decimal("30.00"))


def test_a_member_without_orders_is_on_the_list_with_no_orders(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": "1", "name": "张𠮷", "tier": "金卡"}])
    (row,) = listed(brand)
    assert (row["name"], row["tier"], row["orders"], row["net_amount"]) == ("张𠮷", "金卡", 0, Decimal("0.00"))
    assert row["first_ordered_at"] is None
    assert row["last_ordered_at"] is None


def test_accounts_of_all_sources_stand_together_and_the_first_stands_alone_digit_for_digit(brand: Brand) -> None:
    brand.has(source="youzan", customers=[{"source_customer_id": "6932169358293001234", "phone": "13812341234"}])
    brand.has(source="taobao", customers=[{"source_customer_id": "007", "member_no": "M1", "phone": "13812341234"}])
    (row,) = listed(brand)
    assert row["source_customer_id"] == "007"
    assert row["accounts"] == "taobao:007; youzan:6932169358293001234; taobao:M1"


def test_phones_and_emails_are_masked_unless_the_whole_is_asked_for(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": "1", "phone": "13812341234", "email": "anna@example.com"}])
    (masked,), (whole,) = listed(brand), listed(brand, unmasked=True)
    assert (masked["phone"], masked["email"]) == ("138****1234", "a***@example.com")
    assert (whole["phone"], whole["email"]) == ("13812341234", "anna@example.com")


def test_a_phone_that_serves_as_account_and_nickname_is_masked_there_too(brand: Brand) -> None:
    brand.has(orders=[order("1", "2025-03-01", "10.00", buyer_ref="13812341234")])
    (masked,), (whole,) = listed(brand), listed(brand, unmasked=True)
    assert "13812341234" not in str(masked)
    assert (masked["source_customer_id"], masked["nickname"]) == ("138****1234", "138****1234")
    assert whole["accounts"] == "taobao:13812341234"


def test_a_phone_known_only_masked_is_shown_as_it_came(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": "1", "phone_masked": "138****1234"}])
    assert listed(brand)[0]["phone"] == listed(brand, unmasked=True)[0]["phone"] == "138****1234"


def test_preview_shows_the_first_rows_of_the_list_masked(brand: Brand) -> None:
    brand.has(
        orders=[order(str(n), "2025-03-01", f"{n}.00", buyer_ref=f"b{n}", phone=f"1381234000{n}") for n in range(1, 6)]
    )
    shown = preview(brand.warehouse, brand.everyone(), rows=2)
    assert shown.to_pylist() == listed(brand)[:2]
    assert shown["phone"].to_pylist() == ["138****0005", "138****0004"]


def test_preview_takes_the_currency_of_the_segment(brand: Brand) -> None:
    brand.has(orders=[order("1", "2025-03-01", "9.00", buyer_ref="anna", currency="USD")])
    assert preview(brand.warehouse, brand.everyone(currency="USD"))["orders"].to_pylist() == [1]
    assert preview(brand.warehouse, brand.everyone(currency="USD"), currency="CNY")["orders"].to_pylist() == [0]


def test_an_analysis_adds_columns_by_customer_id_and_the_order_stays(brand: Brand) -> None:
    brand.has(
        orders=[
            order("1", "2025-03-01", "50.00", buyer_ref="first"),
            order("2", "2025-03-01", "10.00", buyer_ref="second"),
        ]
    )
    first, second = (row["customer_id"] for row in listed(brand))
    scores = MoreColumns(table=pa.table({"customer_id": [second, "nobody"], "r": [4, 1]}), labels={"r": _("R")})
    rows = listed(brand, more=scores)
    assert [(row["customer_id"], row["r"]) for row in rows] == [(first, None), (second, 4)]


def test_reach_counts_each_way_and_any_way(brand: Brand) -> None:
    brand.has(
        customers=[
            {"source_customer_id": "1", "phone": "13812341234", "email": "anna@example.com"},
            {"source_customer_id": "2", "external_userid": "wm1"},
            {"source_customer_id": "3", "phone_masked": "138****9999"},
            {"source_customer_id": "4", "email": "bob@example.com"},
        ]
    )
    everyone = brand.everyone()
    assert reachable(brand.warehouse, everyone) == Reach(customers=4, phone=1, wecom=1, email=2, any=3)
    assert reachable(brand.warehouse, brand.nobody()) == Reach(customers=0, phone=0, wecom=0, email=0, any=0)


def test_a_segment_with_bound_values_lists_whom_it_finds(brand: Brand) -> None:
    brand.has(customers=[{"source_customer_id": "1", "name": "O'Brien"}, {"source_customer_id": "2", "name": "anna"}])
    found = segment("SELECT customer_id FROM core.customers WHERE name = $name", name="O'Brien")
    assert people(brand.warehouse, found, currency="CNY")["name"].to_pylist() == ["O'Brien"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_its_own_header_and_the_amount_names_its_currency(language: str) -> None:
    shown = [header.render(language) for header in headers("USD").values()]  # type: ignore[arg-type]
    assert len(set(shown)) == len(shown)
    assert any("USD" in header for header in shown)
