"""A shop without a fault, and faults to plant in it: each rule with what the rows that break it are called."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from insight.analysis.quality import QualityParams, QualityResult, quality
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, order, workspace

AS_OF = dt.date(2025, 4, 1)
DAYS = [dt.date(2025, 3, 1) + dt.timedelta(days=place) for place in range(31)]


def check(shop: DuckWarehouse, as_of: str = "2025-04-01") -> QualityResult:
    return quality(shop, QualityParams(as_of=dt.date.fromisoformat(as_of), currency="CNY"))


def counts(result: QualityResult, rule: str) -> tuple[int, int]:
    row = result.rule(rule)
    return int(row["broken"]), int(row["rows"])


def keys(shop: DuckWarehouse, result: QualityResult, rule: str) -> list[str]:
    return result.rows(shop, rule).column("key").to_pylist()


def clean_orders() -> list[Row]:
    """Two orders a day in March 2025, of 20 people, complete in every column that is filled."""
    return [clean_order(f"n{place}{part}", f"p{place % 20}", day) for place, day in enumerate(DAYS) for part in "ab"]


def clean_order(number: str, buyer: str, day: dt.date, **more: Any) -> Row:
    at = dt.datetime.combine(day, dt.time(12))
    usual = {
        "order_id": number,
        "paid_at": at + dt.timedelta(minutes=5),
        "completed_at": at + dt.timedelta(days=3),
        "refund_amount": "0",
        "phone": f"138000000{int(buyer[1:]):02d}",
        "email": f"{buyer}@example.com",
        "province": "浙江",
    }
    return order(buyer, at.isoformat(), 100) | usual | more


def clean_items() -> list[Row]:
    """One line for each order."""
    return [clean_line(row["order_id"], row["ordered_at"]) for row in clean_orders()]


def clean_line(number: str, at: dt.datetime, **more: Any) -> Row:
    return {
        "order_id": number,
        "line_no": "1",
        "ordered_at": at,
        "product_name": "面霜",
        "quantity": 2.0,
        "unit_price": "50.00",
        "line_paid": "100.00",
    } | more


def clean_members() -> list[Row]:
    """The 20 buyers on the shop's customer list."""
    return [clean_member(f"p{place}") for place in range(20)]


def clean_member(account: str, **more: Any) -> Row:
    number = int(account[1:])
    usual = {
        "name": f"客人{account}",
        "phone": f"138000000{number:02d}",
        "email": f"{account}@example.com",
        "gender": "female",
        "birthday": dt.date(1990, 1, 1) + dt.timedelta(days=number),
        "province": "浙江",
        "points": float(number),
        "balance": "0",
    }
    return member(account, "2025-03-10T09:00") | usual | more


@dataclass(frozen=True)
class Fault:
    """`rule`: what is broken. `keys`: what the rows that break it are called. The rows change or come on top."""

    rule: str
    keys: tuple[str, ...]
    orders: Mapping[str, Row] = field(default_factory=dict)
    items: Mapping[str, Row] = field(default_factory=dict)
    customers: Mapping[str, Row] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    value: str | None = None
    amount: float | None = None

    def __str__(self) -> str:
        return f"{self.rule}-{self.value}"


def shop_with(folder: Path, *faults: Fault) -> DuckWarehouse:
    """The clean shop with the faults planted in it."""
    orders = {row["order_id"]: row for row in clean_orders()}
    items = {row["order_id"]: row for row in clean_items()}
    customers = {row["source_customer_id"]: row for row in clean_members()}
    for fault in faults:
        for name in fault.without:
            orders.pop(name, None)
            items.pop(name, None)
        for known, changes in ((orders, fault.orders), (items, fault.items), (customers, fault.customers)):
            for name, change in changes.items():
                known[name] = known.get(name, {}) | change
    return workspace(
        folder, orders=list(orders.values()), items=list(items.values()), customers=list(customers.values())
    )


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _new_order(number: str, day: str, **more: Any) -> Row:
    return clean_order(number, "p1", dt.date.fromisoformat(day), **more)


_GAP = tuple(f"n{place}{part}" for place in range(10, 18) for part in "ab")

FAULTS = (
    Fault(
        "orders_name_a_person", ("n3a",), orders={"n3a": {"buyer_ref": None, "phone": None, "email": None}}, amount=100
    ),
    Fault("orders_phone_form", ("n3a",), orders={"n3a": {"phone": "10012345678"}}, value="10012345678"),
    Fault("orders_phone_form", ("n3a",), orders={"n3a": {"phone": "12345"}}, value="12345"),
    Fault("orders_phone_form", ("n3a",), orders={"n3a": {"phone": "00000000000"}}, value="00000000000"),
    Fault(
        "orders_phone_whole",
        ("n3a",),
        orders={"n3a": {"phone": None, "phone_masked": "138****0003"}},
        value="138****0003",
    ),
    Fault("orders_phone_filled", ("n3a",), orders={"n3a": {"phone": None}}),
    Fault("orders_email_form", ("n3a",), orders={"n3a": {"email": "o'brien at home"}}, value="o'brien at home"),
    Fault("orders_email_filled", ("n3a",), orders={"n3a": {"email": None}}),
    Fault("orders_province_known", ("n3a",), orders={"n3a": {"province": "火星"}}, value="火星"),
    Fault("orders_province_known", ("n3a",), orders={"n3a": {"province": "--"}}, value="--"),
    Fault("orders_province_filled", ("n3a",), orders={"n3a": {"province": None}}),
    Fault(
        "orders_ordered_at_not_future",
        ("late",),
        orders={"late": _new_order("late", "2062-03-05")},
        items={"late": clean_line("late", _at("2062-03-05T12:00"))},
        value="2062-03-05 12:00:00",
    ),
    Fault(
        "orders_ordered_at_not_old",
        ("old",),
        orders={"old": _new_order("old", "1999-12-31")},
        items={"old": clean_line("old", _at("1999-12-31T12:00"))},
        value="1999-12-31 12:00:00",
    ),
    Fault(
        "orders_paid_amount_not_negative",
        ("n3a",),
        orders={"n3a": {"paid_amount": "-100.00"}},
        value="-100.00",
        amount=-100,
    ),
    Fault(
        "orders_order_amount_not_negative",
        ("n3a",),
        orders={"n3a": {"shipping_fee": "-5.00"}},
        value="-5.00",
        amount=-5,
    ),
    Fault(
        "orders_status_known",
        ("n3a",),
        orders={"n3a": {"status": "unknown", "raw_status": "部分发货中"}},
        value="部分发货中",
        amount=100,
    ),
    Fault("orders_currency_known", ("n3a",), orders={"n3a": {"currency": "元"}}, value="元"),
    Fault(
        "orders_paid_after_ordered",
        ("n3a",),
        orders={"n3a": {"paid_at": _at("2025-03-04T11:50")}},
        value="2025-03-04 12:00:00 → 2025-03-04 11:50:00",
    ),
    Fault(
        "orders_completed_after_paid",
        ("n3a",),
        orders={"n3a": {"completed_at": _at("2025-03-03T10:00")}},
        value="2025-03-04 12:05:00 → 2025-03-03 10:00:00",
    ),
    Fault("orders_paid_at_filled", ("n3a",), orders={"n3a": {"paid_at": None}}),
    Fault("orders_completed_at_filled", ("n3a",), orders={"n3a": {"completed_at": None}}),
    Fault("orders_paid_amount_filled", ("n3a",), orders={"n3a": {"paid_amount": None}}),
    Fault("orders_channel_filled", ("n3a",), orders={"n3a": {"channel": None}}),
    Fault(
        "orders_refund_within_paid",
        ("n3a",),
        orders={"n3a": {"refund_amount": "150.00"}},
        value="150.00 > 100.00",
        amount=150,
    ),
    Fault(
        "orders_completed_is_paid", ("n3a",), orders={"n3a": {"paid_amount": "0.00"}}, value="0.00 / 100.00", amount=100
    ),
    Fault("orders_equal_their_lines", ("n3a",), items={"n3a": {"line_paid": "98.00"}}, value="98.0 ≠ 100.00"),
    Fault("orders_have_lines", ("lone",), orders={"lone": _new_order("lone", "2025-03-09")}),
    Fault(
        "orders_number_once",
        ("n3a", "n3a"),
        orders={"again": _new_order("n3a", "2025-03-20", order_key="shop:n3a@2025-03-20")},
        items={"again": clean_line("n3a", _at("2025-03-20T12:00"), order_key="shop:n3a@2025-03-20")},
        amount=200,
    ),
    Fault("orders_without_gaps", tuple(f"2025-03-{day}" for day in range(11, 19)), without=_GAP, value="16"),
    Fault("order_items_quantity_above_zero", ("n3a · 1",), items={"n3a": {"quantity": 0.0}}, value="0.0"),
    Fault("order_items_price_fits", ("n3a · 1",), items={"n3a": {"unit_price": "40.00"}}, value="100.00 > 80.0"),
    Fault("order_items_product_name_filled", ("n3a · 1",), items={"n3a": {"product_name": None}}),
    Fault(
        "order_items_have_an_order",
        ("ghost · 1",),
        items={"ghost": clean_line("ghost", _at("2025-03-05T12:00"))},
        amount=100,
    ),
    Fault("customers_phone_form", ("p3",), customers={"p3": {"phone": "11000000000"}}, value="11000000000"),
    Fault("customers_email_form", ("p3",), customers={"p3": {"email": "p3@"}}, value="p3@"),
    Fault("customers_province_known", ("p3",), customers={"p3": {"province": "张𠮷省"}}, value="张𠮷省"),
    Fault(
        "customers_birthday_not_future",
        ("p3",),
        customers={"p3": {"birthday": dt.date(2031, 5, 5)}},
        value="2031-05-05",
    ),
    Fault(
        "customers_birthday_not_old", ("p3",), customers={"p3": {"birthday": dt.date(1899, 12, 31)}}, value="1899-12-31"
    ),
    Fault("customers_birthday_filled", ("p3",), customers={"p3": {"birthday": None}}),
    Fault(
        "customers_joined_at_plausible",
        ("p3",),
        customers={"p3": {"joined_at": _at("1970-01-01T00:00")}},
        value="1970-01-01 00:00:00",
    ),
    Fault("customers_gender_known", ("p3",), customers={"p3": {"gender": "🐱"}}, value="🐱"),
    Fault("customers_gender_filled", ("p3",), customers={"p3": {"gender": None}}),
    Fault("customers_balance_not_negative", ("p3",), customers={"p3": {"points": -1.0}}, value="-1.0"),
    Fault(
        "customers_listed_once",
        ("p3", "x1"),
        customers={"x1": clean_member("p3", source_customer_id="x1", email="p3@example.com")},
    ),
    Fault(
        "customers_not_twice_under_two_names",
        ("p3", "x2"),
        customers={"x2": clean_member("p3", source_customer_id="x2", phone="13911112222", email="other@example.com")},
    ),
)
