"""Shops drawn at random for retention: two years of orders, lines, joining dates and events, all awkward."""

import datetime as dt
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from insight.analysis.retention import RetentionParams
from insight.warehouse import DuckWarehouse
from tests.oracle_retention import Shop
from tests.workspaces import Row, member, order, workspace

AS_OF = dt.date(2025, 7, 1)

_PRODUCTS = (("面霜", "护肤"), ("洁面", "护肤"), ("蛋糕", "烘焙"), ("蛋糕", None), ("贺卡", None), ("面霜", None))
_GAPS = (0, 0, 1, 6, 7, 8, 29, 30, 31, 45, 60, 89, 90, 91, 120, 200)
_STATUSES = ("completed", "completed", "completed", "completed", "paid", "closed", "refunded", None)


def random_shop(seed: int) -> Shop:
    """Up to 20 people; some never order, some order on the as-of day or later, some orders name nobody."""
    random = Random(1000 + seed)
    people = [f"p{number:02d}" for number in range(random.randint(1, 20))]
    orders = [row for name in people for row in _orders_of(random, name)]
    orders += [_order(random, None, dt.date(2025, 3, 3), number) for number in range(2)]
    return Shop(orders, _customers(random, people), _items(random, orders), _events(random, people))


def _orders_of(random: Random, name: str) -> Iterator[Row]:
    day = dt.date(2023, 12, 20) + dt.timedelta(days=random.choice((0, 11, 12, 40, 71, 162, 181, 400, 527, 550)))
    for number in range(random.choice((0, 1, 1, 2, 3, 5, 8))):
        yield _order(random, name, day, number)
        day += dt.timedelta(days=random.choice(_GAPS))


def _order(random: Random, name: str | None, day: dt.date, number: int) -> Row:
    at = dt.datetime.combine(day, dt.time(random.choice((0, 12, 23))))
    more: Row = {"status": random.choice(_STATUSES), "currency": random.choice(("CNY", "CNY", "CNY", "USD"))}
    more["province"] = random.choice(("浙江", "上海", "o'brien", None))
    more["coupon"] = random.choice((None, None, "HELLO", "GLOW"))
    if random.random() < 0.15:
        more["refund_amount"] = "5.00"
    amount = random.choice(("9.90", "20.00", "100.00", "333.33", "0.00", "-9.90"))
    channel = random.choice(("Tmall", "JD", None))
    return order(name, at.isoformat(), amount, order_id=f"{name}-{number}", channel=channel, **more)


def _customers(random: Random, people: list[str]) -> list[Row]:
    days = (None, "2023-11-30", "2024-01-31T10:30", "2024-06-30", "2025-06-02", "2025-06-30T23:59", "2025-07-01")
    names = random.sample([*people, "only listed"], random.randint(0, len(people)))
    return [
        member(
            name,
            random.choice(days),
            tier=random.choice((None, "VIP1", "VIP2")),
            channel=random.choice((None, "门店", "小程序")),
            province=random.choice((None, "浙江")),
        )
        for name in names
    ]


def _items(random: Random, orders: list[Row]) -> list[Row]:
    rows = []
    for row in orders:
        for line in range(random.choice((0, 1, 1, 2))):
            name, category = random.choice(_PRODUCTS)
            paid = random.choice((None, "5.00", "5.00", "20.00"))
            more = {"product_name": name, "category": category, "line_paid": paid, "quantity": 1.0}
            rows.append({"order_id": row["order_id"], "line_no": str(line), "ordered_at": row["ordered_at"]} | more)
    return rows


def _events(random: Random, people: list[str]) -> list[Row]:
    rows = []
    for _ in range(random.choice((0, 5, 30))):
        day = dt.datetime(2025, 1, 28) + dt.timedelta(days=random.choice((0, 1, 2, 5, 6, 30, 31, 33, 60, 150, 160)))
        rows.append(
            {
                "customer_ref": random.choice([*people, "stranger"]),
                "event": random.choice(("view", "cart")),
                "occurred_at": day + dt.timedelta(hours=random.choice((0, 9, 9))),
                "channel": random.choice(("app", "web", None)),
            }
        )
    return rows


def open_shop(folder: Path, shop: Shop) -> DuckWarehouse:
    """The shop as a workspace."""
    return workspace(folder, orders=shop.orders, customers=shop.customers, items=shop.items, events=shop.events)


_ENTRIES: tuple[dict[str, Any], ...] = (
    {"entry": "first_order"},
    {"entry": "joined"},
    {"entry": "event", "entry_event": "view"},
)
_RETURNS: tuple[dict[str, Any], ...] = (
    {"returns": "order"},
    {"returns": "order", "min_orders": 2},
    {"returns": "category", "category": "护肤"},
    {"returns": "category", "category": "贺卡", "min_orders": 2},
    {"returns": "amount"},
    {"returns": "event", "return_event": "view"},
    {"returns": "event", "return_event": "cart", "min_orders": 2},
)
_SHAPES: tuple[dict[str, Any], ...] = (
    {"mode": "calendar"},
    {"mode": "rolling"},
    {"mode": "calendar", "criterion": "on_or_after"},
    {"mode": "rolling", "criterion": "on_or_after"},
    {"criterion": "custom", "brackets": ((0, 8), (1, 31), (1, 91), (31, 61), (200, 400))},
)
_BREAKDOWNS = (None, "channel", "tier", "province", "first_product", "first_coupon")


def all_questions() -> list[RetentionParams]:
    """Every way to enter, to come back and to count, by days and by months; the two periods of either kind, breakdowns
    and spans of cohorts take turns.
    """
    asked = []
    for number, (entry, returns, shape, periods) in enumerate(
        product(_ENTRIES, _RETURNS, _SHAPES, (("day", "week"), ("month", "quarter")))
    ):
        if returns["returns"] == "amount" and shape.get("criterion") == "on_or_after":
            continue
        breakdown = _BREAKDOWNS[number % len(_BREAKDOWNS)]
        if entry["entry"] != "first_order" and breakdown in ("first_product", "first_coupon"):
            breakdown = None
        period = periods[number // 2 % 2]
        span = {"since": dt.date(2024, 1, 20), "until": dt.date(2025, 5, 2)} if number % 5 == 0 else {}
        more = {"periods": 5, "return_days": (30, 90)[number % 2]}
        asked.append(
            RetentionParams(
                as_of=AS_OF,
                currency="CNY",
                period=period,
                breakdown=breakdown,
                **entry,
                **returns,
                **shape,
                **span,
                **more,
            )  # type: ignore[arg-type]
        )
    return asked
