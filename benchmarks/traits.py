"""Traits at scale beside pandas written the usual way, on the same data, in one run.

    python -m benchmarks.traits [--customers 200000] [--orders 2000000]

Every order has two lines; every customer four columns that no table has. The usual way: the same tables fetched into
pandas (not timed), grouped by person; favourites by counting and sorting; the other columns by parsing each row's JSON.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pandas as pd

from benchmarks.scale import fill, refresh_all
from insight.analysis import make_params
from insight.analysis.traits import TraitsParams, known_traits, trait_groups, traits
from insight.audience.tag_health import TagHealthParams, tag_health
from insight.audience.tags import TagsParams, tags
from insight.settings import Settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.brought_traits import refresh_brought
from insight.warehouse.traits import refresh_traits

_LINES = """
INSERT INTO staging.order_items BY NAME
SELECT
    orders.order_key, orders.order_id, place::VARCHAR AS line_no,
    'p' || (orders.source_row * 7 + place) % 300 AS product_name,
    'c' || (orders.source_row * 7 + place) % 12 AS category,
    1 AS quantity, (orders.source_row % 97 + 3)::DECIMAL(18, 2) AS unit_price,
    orders.batch_id, orders.source_system, orders.source_file, orders.source_row
FROM staging.orders AS orders, range(2) AS lines(place)
"""
_EXTRAS = """
UPDATE staging.customers
SET
    extra = json_object(
        '收入', ((source_row * 13 % 200) * 100)::VARCHAR,
        '学历', (['本科', '大专', '硕士'])[1 + source_row % 3],
        '宝宝生日', ('2024-' || lpad((1 + source_row % 12)::VARCHAR, 2, '0') || '-05'),
        '有宠物', (['是', '否'])[1 + source_row % 2]
    )::VARCHAR,
    tags = (['VIP1', 'VIP2', '敏感肌', '油皮;敏感肌'])[1 + source_row % 4],
    city = (['上海', '杭州', '绵阳'])[1 + source_row % 3]
"""
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--orders", type=int, default=2_000_000)
    options = parser.parse_args()
    print("| what | ours s | usual way s | ratio |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        warehouse = DuckWarehouse(Path(folder) / "scale", Settings(home=Path(folder)))
        fill(warehouse, customers=options.customers, orders=options.orders)
        with warehouse.writing() as session:
            session.execute(_LINES)
            session.execute(_EXTRAS)
        _say("full rebuild, traits in it", _took(lambda: refresh_all(warehouse))[1])
        _refreshing(warehouse)
        _reading(warehouse)
        warehouse.close()


def _refreshing(warehouse: DuckWarehouse) -> None:
    with warehouse.writing() as session:
        _none, ours = _took(lambda: refresh_traits(session))
        _none, brought = _took(lambda: refresh_brought(session))
    orders = warehouse.query(
        "SELECT customer_id, ordered_at, net_amount::DOUBLE AS net_amount, channel FROM mart.purchases"
    )
    lines = warehouse.query(
        "SELECT purchases.customer_id, items.product_name, items.category, items.unit_price::DOUBLE AS unit_price "
        "FROM mart.purchases AS purchases JOIN core.order_items AS items ON items.order_key = purchases.order_key"
    )
    extras = warehouse.query("SELECT customer_id, extra FROM core.source_customers")
    _table, usual = _took(lambda: (_usual_orders(orders), _usual_lines(lines)))
    _table, usual_brought = _took(lambda: _usual_extras(extras))
    _say("all traits of everybody", ours, usual + usual_brought)
    _say("of these the columns that nobody listed", brought, usual_brought)


def _usual_orders(orders: pd.DataFrame) -> pd.DataFrame:
    day = orders["ordered_at"].dt.month * 100 + orders["ordered_at"].dt.day
    spans = ((301, 308), (601, 620), (1020, 1111), (1201, 1212))
    orders = orders.assign(
        festival=sum(day.between(low, high) for low, high in spans) > 0, hour=orders["ordered_at"].dt.hour
    )
    people = orders.groupby("customer_id").agg(
        orders=("net_amount", "size"),
        net_amount=("net_amount", "sum"),
        average=("net_amount", "mean"),
        first=("ordered_at", "min"),
        last=("ordered_at", "max"),
        channels=("channel", "nunique"),
        festival=("festival", "mean"),
    )
    return people.join(_favourite(orders, "channel")).join(_favourite(orders, "hour"))


def _usual_lines(lines: pd.DataFrame) -> pd.DataFrame:
    lines = lines.assign(level=lines["unit_price"] / lines.groupby("category")["unit_price"].transform("median"))
    people = lines.groupby("customer_id").agg(level=("level", "mean"), categories=("category", "nunique"))
    return people.join(_favourite(lines, "category")).join(_favourite(lines, "product_name"))


def _favourite(rows: pd.DataFrame, column: str) -> "pd.Series[str]":
    counted = rows.groupby(["customer_id", column]).size().rename("n").reset_index()
    return counted.sort_values("n", ascending=False).drop_duplicates("customer_id").set_index("customer_id")[column]


def _usual_extras(extras: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame([json.loads(extra) for extra in extras["extra"]], index=extras["customer_id"])
    return table.assign(收入=pd.to_numeric(table["收入"]), 宝宝生日=pd.to_datetime(table["宝宝生日"]))


def _reading(warehouse: DuckWarehouse) -> None:
    params: TraitsParams = make_params("traits", {}, warehouse)
    _say("analyse traits", _took(lambda: traits(warehouse, params))[1])
    names = [trait.name for trait in known_traits(warehouse)]
    groups = trait_groups(warehouse, names)
    counted = f"SELECT trait, value, count(*) AS customers FROM ({groups.statement}) GROUP BY ALL"  # noqa: S608
    _say(f"people in every group of {len(names)} traits", _took(lambda: warehouse.query(counted, groups.values))[1])
    of_tags: TagsParams = make_params("tags", {}, warehouse)
    _say("analyse tags", _took(lambda: tags(warehouse, of_tags))[1])
    of_health: TagHealthParams = make_params("tag_health", {}, warehouse)
    _say("analyse tag_health", _took(lambda: tag_health(warehouse, of_health))[1])
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def _took(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def _say(what: str, ours: float, usual: float | None = None) -> None:
    ratio = "" if usual is None else f"{usual / ours:.1f}"
    print(f"| {what} | {ours:.2f} | {'' if usual is None else f'{usual:.2f}'} | {ratio} |")


if __name__ == "__main__":
    main()
