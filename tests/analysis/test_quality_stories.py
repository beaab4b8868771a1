"""What the check of the data says and what it leaves alone, story by story."""

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from insight.analysis.quality import broken_share, held
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import refresh
from tests.analysis.quality_shops import check, counts, keys
from tests.workspaces import Row, member, order, people, workspace

ROOT = Path(__file__).parents[2]


def test_a_column_that_a_source_never_fills_is_not_exported_and_not_empty(tmp_path: Path) -> None:
    elsewhere = {"source_system": "other", "order_key": "other:1", "province": None}
    orders = [
        order("a", "2025-03-01", 1, province="浙江"),
        order("a", "2025-03-02", 1),
        order("b", "2025-03-03", 1) | elsewhere,
    ]
    result = check(workspace(tmp_path, orders=orders))
    assert counts(result, "orders_province_filled") == (1, 2)
    rates = result.columns[result.columns["column"] == "province"].set_index("source_system")["rate"]
    assert rates["shop"] == 0.5
    assert rates["other"] != rates["other"]
    with pytest.raises(ParameterError):
        result.rule("orders_city_filled")


def test_only_paid_orders_need_a_time_of_payment(tmp_path: Path) -> None:
    orders = [
        order("a", "2025-03-01", 1, paid_at=dt.datetime(2025, 3, 1, 13)),
        order("a", "2025-03-02", 1, status="unpaid"),
        order("a", "2025-03-03", 1, status="closed"),
        order("a", "2025-03-04", 1, status="shipped", order_id="unstated"),
    ]
    shop = workspace(tmp_path, orders=orders)
    result = check(shop)
    assert counts(result, "orders_paid_at_filled") == (1, 2)
    assert keys(shop, result, "orders_paid_at_filled") == ["unstated"]


def test_a_payment_known_by_its_day_alone_is_not_before_the_order(tmp_path: Path) -> None:
    days = [dt.datetime(2025, 3, 1), dt.datetime(2025, 3, 1, 11, 59), dt.datetime(2025, 2, 28)]
    orders = [order("a", "2025-03-01T12:00:30", 1, paid_at=at, order_id=f"o{at:%d%H}") for at in days]
    shop = workspace(tmp_path, orders=orders)
    assert keys(shop, check(shop), "orders_paid_after_ordered") == ["o0111", "o2800"]


def test_amounts_that_platforms_state_after_the_refund_are_not_refunded_too_much(tmp_path: Path) -> None:
    refunded = {"status": "closed", "paid_amount": "0", "order_amount": "80", "refund_amount": "80"}
    result = check(workspace(tmp_path, orders=[order("a", "2025-03-01", 80) | refunded]))
    assert counts(result, "orders_refund_within_paid") == (0, 1)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("amounts", "is_broken"),
    [
        ({"order_amount": "110", "paid_amount": "110", "shipping_fee": "10"}, False),
        ({"order_amount": "90", "paid_amount": "90", "discount": "10"}, False),
        ({"order_amount": "100", "paid_amount": "60", "refund_amount": "40"}, False),
        ({"order_amount": "101", "paid_amount": "101"}, False),
        ({"order_amount": "102", "paid_amount": "102"}, True),
        ({"order_amount": "98", "paid_amount": "98"}, True),
    ],
)
def test_lines_come_to_the_order_with_or_without_shipping_discount_and_refund(
    tmp_path: Path, amounts: Row, is_broken: bool
) -> None:
    lines = [{"order_id": "o", "line_no": str(n), "line_paid": "50"} for n in (1, 2)]
    result = check(workspace(tmp_path, orders=[order("a", "2025-03-01", 100, order_id="o") | amounts], items=lines))
    assert counts(result, "orders_equal_their_lines") == (int(is_broken), 1)


def test_an_order_before_the_first_exported_line_needs_none(tmp_path: Path) -> None:
    orders = [order("a", f"2025-03-{day:02d}", 1, order_id=f"o{day}") for day in (1, 5, 6, 7)]
    lines = [{"order_id": f"o{day}", "line_no": "1", "ordered_at": dt.datetime(2025, 3, day, 12)} for day in (5, 7)]
    shop = workspace(tmp_path, orders=orders, items=lines)
    result = check(shop)
    assert counts(result, "orders_have_lines") == (1, 3)
    assert keys(shop, result, "orders_have_lines") == ["o6"]


def test_a_shop_phone_on_many_names_is_found_with_its_orders(tmp_path: Path) -> None:
    hub = [order(f"b{n}", "2025-03-01", 1, phone="13800008888", buyer_name=f"客人{n}") for n in range(25)]
    own = [order("o'brien", "2025-03-02", 1, phone="13800000001", buyer_name="O'Brien")]
    result = check(workspace(tmp_path, orders=[*hub, *own]))
    assert counts(result, "orders_contact_of_one") == (25, 26)


def test_a_wecom_customer_of_two_members_of_staff_is_listed_once(tmp_path: Path) -> None:
    def contact(number: str, staff: str) -> Row:
        own = {"source_system": "wecom", "source_key": f"wecom:{number}@{staff}", "owner_staff": staff, "phone": number}
        return member(number) | own | {"source_customer_id": None}

    twice = [contact("13800000001", "小王"), contact("13800000001", "小李"), contact("13800000002", "小王")]
    for row in twice:
        row["name"] = None
    assert counts(check(workspace(tmp_path, customers=twice)), "customers_listed_once") == (0, 3)


def test_a_masked_phone_and_a_whole_one_of_the_same_name_look_like_one_person(tmp_path: Path) -> None:
    listed = [
        member("a") | {"name": "张𠮷", "phone": "13812345678"},
        member("b") | {"name": "张𠮷", "phone_masked": "138****5678"},
        member("c") | {"name": "李四", "phone_masked": "138****5678"},
        member("d") | {"name": "张*", "phone_masked": "138****5678"},
    ]
    shop = workspace(tmp_path, customers=listed, orders=[order("a", "2025-03-01", 1)])
    result = check(shop)
    assert keys(shop, result, "customers_not_twice_under_two_names") == ["a", "b"]
    segment = result.segment(rule="customers_not_twice_under_two_names")
    assert people(shop, segment.statement, segment.values) == {"a", "b"}


def test_what_an_import_could_not_read_is_part_of_it(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("a", "2025-03-01", 1)])
    repairs = [
        (2, "下单日期", "昨天", True),
        (3, "金额", "N/A", True),
        (3, "手机", "1.38E+10", True),
        (4, "生日", "?", False),
    ]
    with shop.writing() as session:
        found = [
            {"source_row": row, "header": header, "value": value, "is_rejected": is_rejected}
            for row, header, value, is_rejected in repairs
        ]
        session.register("found", pa.Table.from_pylist(found))
        session.execute(
            "INSERT INTO app.repairs BY NAME SELECT 1 AS batch_id, 'rows.csv' AS file, source_row, "
            "'orders' AS table_name, header AS column_name, header, value, 'not_a_time' AS reason, is_rejected "
            "FROM found"
        )
    result = check(shop)
    assert counts(result, "orders_rows_readable") == (2, 3)
    assert counts(result, "orders_cells_readable") == (1, 1)
    rows = result.rows(shop, "orders_rows_readable").to_pylist()
    assert [(row["source_row"], row["value"]) for row in rows] == [
        (2, "下单日期: 昨天"),
        (3, "手机: 1.38E+10; 金额: N/A"),
    ]
    with shop.writing() as session:
        session.execute("UPDATE app.batches SET undone_at = TIMESTAMP '2026-02-01'")
        refresh(session, [1])
    with pytest.raises(NotEnoughDataError):
        check(shop)


def test_amounts_are_those_of_the_chosen_currency(tmp_path: Path) -> None:
    orders = [
        order(None, "2025-03-01", 70),
        order(None, "2025-03-01", 30, currency="USD"),
        order(None, "2025-03-02", 5, status="closed"),
    ]
    result = check(workspace(tmp_path, orders=orders))
    assert (result.rule("orders_name_a_person")["broken"], result.rule("orders_name_a_person")["amount"]) == (3, 70)


def test_a_page_says_what_it_lacks(tmp_path: Path) -> None:
    needs = check(
        workspace(tmp_path, orders=[order("a", "2025-03-01", 1)], customers=[member("a", "2025-03-01")])
    ).needs
    states = dict(zip(needs["page"], needs["state"], strict=True))
    assert (states["rfm"], states["customer"], states["refill"]) == ("ok", "weak", "missing")
    refills = needs[needs["page"] == "refill"].iloc[0]
    assert [text.render("zh_CN") for text in refills["lacks"]] == ["订单明细没有数据"]
    assert refills["tables"] == ("order_items",)


def test_only_pages_that_exist_are_rated(tmp_path: Path) -> None:
    rated = check(workspace(tmp_path, orders=[order("a", "2025-03-01", 1)])).needs["page"]
    assert [page for page in rated if not (ROOT / "pages" / f"{page}.py").exists()] == []


def test_other_tables_are_checked_as_soon_as_they_hold_rows(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("a", "2025-03-01", 1)])
    seen: list[dict[str, Any]] = [
        {
            "customer_ref": name,
            "event": "view",
            "occurred_at": dt.datetime(2025, 1, 2, 12),
            "page": None,
            "channel": channel,
        }
        | {"source_system": "shop", "source_file": "rows.csv", "source_row": row, "batch_id": 1, "row_key": row}
        for row, (name, channel) in enumerate([("a", "小程序"), ("stranger", None)], 1)
    ]
    with shop.writing() as session:
        session.register("seen", pa.Table.from_pylist(seen))
        session.execute("INSERT INTO staging.events BY NAME SELECT * FROM seen")
        refresh(session, [1])
    result = check(shop)
    assert counts(result, "events_channel_filled") == (1, 2)
    assert counts(result, "events_person_known") == (0, 2)
    assert keys(shop, result, "events_fresh") == ["shop"]
    assert result.tables.set_index("table").loc["events", "rows"] == 2


def test_an_empty_workspace_says_what_to_import(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError, match="Import any export"):
        check(workspace(tmp_path))


def test_one_order_is_enough(tmp_path: Path) -> None:
    result = check(workspace(tmp_path, orders=[order("a", "2025-03-31", 1)]))
    assert set(result.rules["broken"]) == {0}
    assert not result.findings()[0].certain or result.findings()[0].n >= 30


def test_unknown_rules_and_rules_without_people_are_refused(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("a", "2025-03-31", 1)])
    result = check(shop)
    with pytest.raises(ParameterError, match="Give one of"):
        result.rows(shop, "'; DROP TABLE core.orders; --")
    for rule in ("orders_name_a_person", "orders_without_gaps", "order_items_have_an_order"):
        with pytest.raises(ParameterError):
            result.segment(rule=rule)


def test_shares_never_round_an_exception_away() -> None:
    assert [held(rate) for rate in (1.0, 0.99999, 0.5)] == ["100%", "99.9%", "50.0%"]
    assert [broken_share(rate) for rate in (0.0, 0.00001, 0.25, float("nan"))] == ["0.0%", "<0.1%", "25.0%", "–"]
