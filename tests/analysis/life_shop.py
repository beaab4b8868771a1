"""Shops drawn at random: people come and go over two years, ask, are written to, and buy the same things again."""

import datetime as dt
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pyarrow as pa

from insight.warehouse import DuckWarehouse, Warehouse, refresh
from tests.empty_workspaces import new_workspace
from tests.workspaces import SOURCE, Row, member, order

AS_OF = dt.date(2025, 7, 1)
SEEDS = range(28)

_FOLDER = tempfile.TemporaryDirectory(prefix="life-shops-")
_KEYS = {
    "orders": ("order_key", "order_id"),
    "order_items": ("order_key", "order_id"),
    "customers": ("source_key", "source_customer_id"),
}
_STATUSES = (*("completed",) * 8, "paid", "closed", "refunded", None)
_GOODS: tuple[Row, ...] = (
    {"sku": "C1", "product_id": "71", "product_name": "Cream", "category": "Care", "days": 40},
    {"sku": None, "product_id": "72", "product_name": "Cleanser", "category": "Care", "days": 25},
    {"sku": None, "product_id": None, "product_name": "茶 500g", "category": "Tea", "days": 60},
    {"sku": "G9", "product_id": "74", "product_name": "Gift", "category": None, "days": None},
)


class LifeShop(NamedTuple):
    """The rows as they were written down, and the workspace they were put into."""

    orders: list[Row]
    customers: list[Row]
    items: list[Row]
    products: list[Row]
    facts: dict[str, list[Row]]
    warehouse: Warehouse


@cache
def life_shop(seed: int) -> LifeShop:
    """The shop of a seed; the same for every test of a run."""
    random = Random(seed)
    names = [f"p{number}" for number in range(random.choice((2, 25, 60)))]
    orders, items = [], []
    for name in names:
        for made, lines in _orders_of(random, name):
            orders.append(made)
            items.extend(lines)
    listed = random.sample(names, len(names) // 2) + [f"m{number}" for number in range(random.randint(0, 6))]
    customers = [member(name, random.choice((None, "2023-11-05", "2025-04-30", "2025-07-01"))) for name in listed]
    facts = _facts(random, [*names, *listed])
    products = [_product(good) for good in _GOODS if random.random() < 0.5]
    warehouse = new_workspace(Path(_FOLDER.name), f"life{seed}")
    tables = {"orders": orders, "customers": customers, "order_items": items, "products": products}
    add_rows(warehouse, tables | facts)
    return LifeShop(orders, customers, items, products, facts, warehouse)


def add_rows(warehouse: DuckWarehouse, tables: dict[str, list[Row]]) -> None:
    """One batch of rows of any tables, as an import brings them."""
    with warehouse.writing() as session:
        batch = 1 + int(session.scalar("SELECT coalesce(max(batch_id), 0) FROM app.batches"))
        number = count(batch * 100_000)
        for table, rows in tables.items():
            staged = [_key(table, row, next(number)) | {"batch_id": batch} | row for row in rows]
            if staged:
                columns = dict.fromkeys(name for row in staged for name in row)
                session.register(
                    "staged_rows", pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in staged])
                )
                session.execute(f"INSERT INTO staging.{table} BY NAME SELECT * FROM staged_rows")
        session.execute(
            "INSERT INTO app.batches BY NAME SELECT $batch AS batch_id, TIMESTAMP '2026-01-05' AS imported_at, "
            "'facts.csv' AS file, '01' AS file_sha256, 1 AS file_bytes, 'hand' AS template, $source AS source_system, "
            "'{}' AS mapping, '{}' AS counts",
            {"batch": batch, "source": SOURCE},
        )
        refresh(session, [batch])


def _key(table: str, row: Row, number: int) -> Row:
    known = {"source_system": SOURCE, "source_file": "rows.csv", "source_row": number}
    if table not in _KEYS:
        return {"row_key": number} | known
    key, own = _KEYS[table]
    return {key: f"{SOURCE}:{row[own]}"} | known


def line(made: Row, number: int, good: Row, quantity: float | None = 1, **more: Any) -> Row:
    """A line of an order."""
    return {
        "order_id": made["order_id"],
        "ordered_at": made["ordered_at"],
        "line_no": str(number),
        "sku": good["sku"],
        "product_id": good["product_id"],
        "product_name": good["product_name"],
        "category": good["category"],
        "quantity": quantity,
    } | more


def _orders_of(random: Random, name: str) -> list[tuple[Row, list[Row]]]:
    """A person's orders: some a rhythm apart, some on one day, some across the as-of day."""
    day = AS_OF - dt.timedelta(days=random.choice((1, 20, 60, 200, 365, 500, 700)))
    made = []
    for _ in range(random.choice((1, 1, 2, 4, 9, 16))):
        more: Row = {"status": random.choice(_STATUSES), "currency": random.choice(("CNY", "CNY", "CNY", "USD"))}
        one = order(name, f"{day}T{random.randint(0, 23):02d}:00", random.choice(("9.90", "50.00", "0.00")), **more)
        goods = random.sample(_GOODS, random.randint(0, 3))
        made.append((one, [_line(random, one, number, good) for number, good in enumerate(goods)]))
        day += dt.timedelta(days=random.choice((0, 1, 14, 28, 30, 31, 45, 60, 91, 150, 365)))
    return made


def _line(random: Random, made: Row, number: int, good: Row) -> Row:
    more: Row = {}
    if random.random() < 0.1:
        more["refund_status"] = "refunded"
    if random.random() < 0.1:
        more["status"] = random.choice(("refunded", "closed"))
    return line(made, number, good, random.choice((1, 1, 1, 2, 3, None, 0, 0.5)), **more)


def _product(good: Row) -> Row:
    code = good["product_id"] or good["product_name"]
    named = {name: good[name] for name in ("product_name", "category")}
    return {"product_id": code, "refill_days": good["days"]} | named


def _facts(random: Random, names: list[str]) -> dict[str, list[Row]]:
    def at() -> dt.datetime:
        return dt.datetime.combine(AS_OF, dt.time(9)) - dt.timedelta(days=random.choice((-3, 0, 1, 30, 31, 200, 600)))

    def who() -> str:
        return random.choice(names)

    feedback = [
        {"feedback_id": f"f{number}", "kind": random.choice(("chat", "ticket", "review")), "customer_ref": who()}
        | {"at": at(), "text": "…"}
        for number in range(random.randint(0, 12))
    ]
    events = [
        {"customer_ref": who(), "event": random.choice(("view", "consult", "咨询")), "occurred_at": at()}
        for _ in range(random.randint(0, 12))
    ]
    touches = [
        {"campaign_id": "c1", "customer_ref": who(), "sent_at": random.choice((at(), None))}
        for _ in range(random.randint(0, 6))
    ]
    points = [{"customer_ref": who(), "at": at(), "delta": 5.0} for _ in range(random.randint(0, 4))]
    return {"feedback": feedback, "events": events, "touches": touches, "points_ledger": points}
