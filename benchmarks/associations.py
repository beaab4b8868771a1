"""What goes together in half a million order lines, beside `mlxtend` on the same baskets, in one run; or at scale.

    python -m benchmarks.associations FILE [--support 0.01] [--confidence 0.1]
    python -m benchmarks.associations [--customers 1000000] [--orders 10000000] [--products 20000] [--support 0.0001]

FILE: an order export such as UCI Online Retail. Ours: baskets put together from the order lines, frequent sets, rules
with intervals, people of every rule, bundles. The library (it is none of our requirements) gets the baskets ready made
as a sparse table of yes and no, which is timed apart: fpgrowth up to as many products, then its rules.

Without a file: made orders, two of five of which hold products of one of a thousand sets of three, each with a chance
of 80 %; so some 3,000 pairs and 1,000 triples are frequent. The others hold one or two products of any kind.
"""

import argparse
import datetime as dt
import importlib
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from scipy import sparse

from benchmarks.scale import fill, refresh_all
from insight.analysis import make_params
from insight.analysis.associations import associations
from insight.ingest import examine, load
from insight.settings import Settings
from insight.warehouse import DuckWarehouse

T = TypeVar("T")

_LINES = """
INSERT INTO staging.order_items BY NAME
SELECT
    order_key, order_id, line_no::VARCHAR AS line_no, 'P' || product AS sku, 'product ' || product AS product_name,
    1.0 AS quantity, 20.00 AS line_paid, 2 AS batch_id, 'shop' AS source_system, 'orders.csv' AS source_file,
    row_number() OVER () AS source_row
FROM (
    SELECT
        orders.order_key,
        orders.order_id,
        line_no,
        hash(orders.order_key, 6) % 5 < 2 AS is_of_set,
        CASE
            WHEN hash(orders.order_key, 6) % 5 < 2
                THEN hash(orders.order_key, 5) % $sets * ($products // $sets) + line_no
            ELSE floor(power(hash(orders.order_key, line_no, 3) % 1000003 / 1000003.0, 2) * $products)::BIGINT
        END AS product
    FROM staging.orders AS orders
    CROSS JOIN range(3) AS lines(line_no)
) AS line
WHERE CASE
    WHEN is_of_set THEN hash(order_key, line_no, 7) % 5 > 0
    ELSE line_no = 0 OR (line_no = 1 AND hash(order_key, 4) % 2 = 0)
END
"""
_SETS = 1000
_BASKETS = """
SELECT DISTINCT orders.order_key, coalesce(lines.sku, lines.product_id, lines.product_name) AS item
FROM core.orders AS orders
JOIN core.order_items AS lines ON lines.order_key = orders.order_key
WHERE orders.is_valid
    AND orders.ordered_at < $as_of
    AND coalesce(lines.sku, lines.product_id, lines.product_name) IS NOT NULL
    AND coalesce(lines.quantity, 1) > 0
    AND coalesce(lines.status, 'unknown') NOT IN ('unpaid', 'closed', 'refunded')
    AND coalesce(lines.refund_status, 'none') <> 'refunded'
"""


def main() -> None:
    """Print one table: what, seconds, those of the processors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--support", type=float)
    parser.add_argument("--confidence", type=float, default=0.1)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--products", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = DuckWarehouse(Path(folder) / "retail", Settings(home=Path(folder)))
        if options.file is None:
            make(warehouse, customers=options.customers, orders=options.orders, products=options.products)
        else:
            load(warehouse, examine(options.file, warehouse=warehouse), imported_at=dt.datetime(2026, 1, 1))
        measure(warehouse, options)
        warehouse.close()


def make(warehouse: DuckWarehouse, *, customers: int, orders: int, products: int) -> None:
    """Orders of which many hold products that belong together."""
    fill(warehouse, customers=customers, orders=orders)
    with warehouse.writing() as session:
        session.execute(_LINES, {"products": products, "sets": min(_SETS, products // 20)})
    refresh_all(warehouse)


def measure(warehouse: DuckWarehouse, options: argparse.Namespace) -> None:
    """Ours, and beside a file the library."""
    support = options.support or (0.01 if options.file else 0.0001)
    given = {"min_support": support, "min_confidence": options.confidence, "most_goods": 100_000}
    params: Any = make_params("associations", given, warehouse)
    print("| what | seconds | processor s | peak MiB |\n|---|---|---|---|")
    result = _timed("ours: baskets, sets, rules, their people, bundles", lambda: associations(warehouse, params))
    sides = result.rules[["antecedent_items", "consequent_items"]].map(json.loads).sum(axis=1)
    pairs = {tuple(sorted(items)) for items in sides if len(items) == 2}
    print(f"| {result.baskets:,} baskets, {len(pairs):,} pairs in {len(result.rules):,} rules | | | |")
    if options.file is not None:
        bought = warehouse.query(_BASKETS, {"as_of": params.as_of})
        _peer(bought, support, options.confidence, params.max_items)


def _peer(bought: pd.DataFrame, support: float, confidence: float, most: int) -> None:
    patterns: Any = importlib.import_module("mlxtend.frequent_patterns")
    table = _timed("peer: baskets as a sparse table", lambda: _table(bought))
    sets = _timed(
        "peer: mlxtend, fpgrowth",
        lambda: patterns.fpgrowth(table, min_support=support, use_colnames=True, max_len=most),
    )
    rules = _timed(
        "peer: mlxtend, rules",
        lambda: patterns.association_rules(sets, metric="confidence", min_threshold=confidence),
    )
    print(f"| {len(table):,} baskets, {len(rules):,} rules | | | |")


def _table(bought: pd.DataFrame) -> pd.DataFrame:
    basket, _baskets = pd.factorize(bought["order_key"])
    item, items = pd.factorize(bought["item"])
    held = sparse.csr_matrix((np.ones(len(bought), dtype=bool), (basket, item)))
    return pd.DataFrame.sparse.from_spmatrix(held, columns=list(items)).astype(pd.SparseDtype(bool, fill_value=False))


def _timed(what: str, work: Callable[[], T]) -> T:
    started, used = time.perf_counter(), time.process_time()
    result = work()
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {what} | {seconds:.1f} | {processor:.1f} | {peak:,.0f} |", flush=True)
    return result


if __name__ == "__main__":
    main()
