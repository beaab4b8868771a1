"""A brand of a million customers and ten million orders: rebuild, one more batch, the first pages cold and for another
day, and the judge of a campaign.

    python -m benchmarks.scale [--customers 1000000] [--orders 10000000] [--events 0]

With events, a day of as many hundredths more is refreshed too: strewn over people, and again in visits of six.

The rows are made by SQL straight into staging; everything after that is the program's own work.
"""

import argparse
import datetime as dt
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from insight.analysis import ANALYSES, make_params
from insight.analysis.judge import JudgeParams, judge
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, refresh

_CUSTOMERS = """
INSERT INTO staging.customers BY NAME
SELECT
    'crm:' || n AS source_key, n::VARCHAR AS source_customer_id, '客户' || n AS name,
    (13000000000 + n * 37)::VARCHAR AS phone, TIMESTAMP '2022-01-01' + INTERVAL (n % 1000) DAY AS joined_at,
    1 AS batch_id, 'crm' AS source_system, 'customers.csv' AS source_file, n + 2 AS source_row
FROM range($customers) AS people(n)
"""
_ORDERS = """
INSERT INTO staging.orders BY NAME
SELECT
    'shop:' || (1234567890123000000 + n) AS order_key, (1234567890123000000 + n)::VARCHAR AS order_id,
    'nick' || person AS buyer_ref, CASE WHEN person % 3 = 0 THEN (13000000000 + person * 37)::VARCHAR END AS phone,
    TIMESTAMP '2023-01-01' + INTERVAL (n * 7919 % 94608000) SECOND AS ordered_at,
    CASE n % 20 WHEN 0 THEN 'closed' ELSE 'completed' END AS status,
    ((n * 31 % 50000) / 100.0 + 10)::DECIMAL(18, 2) AS paid_amount, 'CNY' AS currency, 'Tmall' AS channel,
    $batch_id AS batch_id, 'shop' AS source_system, 'orders.csv' AS source_file, n - $first + 2 AS source_row
FROM (
    SELECT n, floor(power((n * 2654435761 % 1000003) / 1000003.0, 2) * $customers)::BIGINT AS person
    FROM range($first, $last) AS numbers(n)
)
"""
_EVENTS = """
INSERT INTO staging.events BY NAME
SELECT
    md5_number_lower('e' || n) AS row_key, (n * 2654435761 % $customers)::VARCHAR AS customer_ref,
    CASE n % 10 WHEN 0 THEN 'pay' WHEN 1 THEN 'cart' ELSE 'view' END AS event,
    TIMESTAMP '2025-01-01' + INTERVAL (n * 7919 % 31536000) SECOND AS occurred_at, 'p' || n % 500 AS object,
    3 AS batch_id, 'crm' AS source_system, 'events.csv' AS source_file, n + 2 AS source_row
FROM range($events) AS numbers(n)
"""
_DAY = """
INSERT INTO staging.events BY NAME
SELECT
    md5_number_lower('d' || $batch_id || '-' || n) AS row_key,
    (hash(n // $per_visit) % $customers)::VARCHAR AS customer_ref,
    CASE n % 10 WHEN 0 THEN 'pay' WHEN 1 THEN 'cart' ELSE 'view' END AS event,
    TIMESTAMP '2026-01-01' + INTERVAL (n // $per_visit * 7919 % 80000 + n % $per_visit * 60) SECOND AS occurred_at,
    'p' || n % 500 AS object, $batch_id AS batch_id, 'crm' AS source_system, 'day.csv' AS source_file,
    n + 2 AS source_row
FROM range($events) AS numbers(n)
"""
_BATCH = """
INSERT INTO app.batches
SELECT $batch_id, TIMESTAMP '2026-01-01', NULL, 'made', NULL, 'none', 0, NULL, 'none', 'shop', '{}', '{}', NULL,
    '[]', '{}'
"""

_CONTACTED = """
INSERT INTO core.touches BY NAME
SELECT DISTINCT 'recall' AS campaign_id, customer_id, 'treated' AS arm, TIMESTAMP '2025-11-01' AS sent_at
FROM mart.purchases
WHERE ordered_at >= DATE '2025-08-01' AND ordered_at < DATE '2025-11-01' AND hash(customer_id) % 100 < 40
"""
_JUDGED = JudgeParams(as_of=dt.date(2026, 1, 1), currency="CNY", campaign="recall", days=30)


def main() -> None:
    """Print one table: what, seconds by the clock and of the processor, peak memory so far."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--events", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = DuckWarehouse(Path(folder) / "scale", Settings(home=Path(folder)))
        print("| what | seconds | processor s | peak MiB |\n|---|---|---|---|")
        _fill(warehouse, options)
        _timed("full rebuild", lambda: _refresh(warehouse, None))
        _stage_orders(warehouse, 4, options.orders, 100_000, options.customers)
        _timed("refresh after 100,000 more orders", lambda: _refresh(warehouse, [4]))
        for batch_id, per_visit in ((5, 1), (6, 6)) if options.events else ():
            _stage_day(warehouse, batch_id, per_visit, options)
            what = f"refresh after a day of {options.events // 100:,} events, {per_visit} a visit"
            _timed(what, lambda batch_id=batch_id: _refresh(warehouse, [batch_id]))
        for name in ANALYSES:
            if name in ("overview", "rfm"):
                _analyse(warehouse, name)
        _judge(warehouse)
        warehouse.close()


def _judge(warehouse: DuckWarehouse) -> None:
    with warehouse.writing() as session:
        session.execute(_CONTACTED)
        contacted = session.scalar("SELECT count(*) FROM core.touches WHERE campaign_id = 'recall'")
    for label in ("first", "again"):
        _timed(f"judge of {contacted:,} contacts without a control group, {label}", lambda: judge(warehouse, _JUDGED))


def fill(warehouse: DuckWarehouse, *, customers: int, orders: int) -> None:
    """Customers and orders in staging, for other benchmarks."""
    _fill(warehouse, argparse.Namespace(customers=customers, orders=orders, events=0))


def refresh_all(warehouse: DuckWarehouse) -> None:
    """Everything derived anew."""
    _refresh(warehouse, None)


def add_orders(warehouse: DuckWarehouse, batch_id: int, *, first: int, orders: int, customers: int) -> None:
    """One more batch of orders, numbered from `first`, and what is derived of it."""
    _stage_orders(warehouse, batch_id, first, orders, customers)
    _refresh(warehouse, [batch_id])


def _fill(warehouse: DuckWarehouse, options: argparse.Namespace) -> None:
    with warehouse.writing() as session:
        for batch_id in (1, 2, 3):
            session.execute(_BATCH, {"batch_id": batch_id})
        session.execute(_CUSTOMERS, {"customers": options.customers})
        if options.events:
            session.execute(_EVENTS, {"events": options.events, "customers": options.customers})
    _stage_orders(warehouse, 2, 0, options.orders, options.customers)


def _stage_orders(warehouse: DuckWarehouse, batch_id: int, first: int, orders: int, customers: int) -> None:
    with warehouse.writing() as session:
        if batch_id > 3:
            session.execute(_BATCH, {"batch_id": batch_id})
        values = {"batch_id": batch_id, "first": first, "last": first + orders, "customers": customers}
        session.execute(_ORDERS, values)


def _stage_day(warehouse: DuckWarehouse, batch_id: int, per_visit: int, options: argparse.Namespace) -> None:
    values = {"batch_id": batch_id, "per_visit": per_visit, "customers": options.customers}
    with warehouse.writing() as session:
        session.execute(_BATCH, {"batch_id": batch_id})
        session.execute(_DAY, {**values, "events": options.events // 100})


def _refresh(warehouse: DuckWarehouse, batches: list[int] | None) -> None:
    with warehouse.writing() as session:
        refresh(session, batches)


def _analyse(warehouse: DuckWarehouse, name: str) -> None:
    for label, as_of in (("cold", dt.date(2026, 1, 1)), ("another day", dt.date(2025, 10, 1))):
        params: Any = make_params(name, {"as_of": as_of, "currency": "CNY"}, warehouse)
        _timed(f"{name}, {label}", lambda params=params: ANALYSES[name].run(warehouse, params).findings())


def _timed(what: str, work: Callable[[], object]) -> None:
    started, processor = time.perf_counter(), time.process_time()
    work()
    seconds, used = time.perf_counter() - started, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {what} | {seconds:.2f} | {used:.2f} | {peak:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
