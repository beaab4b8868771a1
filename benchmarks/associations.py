"""What goes together in half a million order lines, beside `mlxtend` on the same baskets, in one run.

    python -m benchmarks.associations FILE [--support 0.01] [--confidence 0.1]

FILE: an order export such as UCI Online Retail. Ours: baskets put together from the order lines, frequent sets, rules
with intervals, people of every rule, bundles. The library (it is none of our requirements) gets the baskets ready made
as a sparse table of yes and no, which is timed apart: fpgrowth up to as many products, then its rules.
"""

import argparse
import datetime as dt
import importlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from scipy import sparse

from insight.analysis import make_params
from insight.analysis.associations import associations
from insight.ingest import examine, load
from insight.settings import Settings
from insight.warehouse import DuckWarehouse

T = TypeVar("T")

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
    parser.add_argument("file", type=Path)
    parser.add_argument("--support", type=float, default=0.01)
    parser.add_argument("--confidence", type=float, default=0.1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = DuckWarehouse(Path(folder) / "retail", Settings(home=Path(folder)))
        load(warehouse, examine(options.file, warehouse=warehouse), imported_at=dt.datetime(2026, 1, 1))
        given = {"min_support": options.support, "min_confidence": options.confidence, "most_goods": 100_000}
        params: Any = make_params("associations", given, warehouse)
        print("| what | seconds | processor s |\n|---|---|---|")
        result = _timed("ours: baskets, sets, rules, their people, bundles", lambda: associations(warehouse, params))
        print(f"| {result.baskets:,} baskets, {len(result.rules):,} rules | | |")
        bought = warehouse.query(_BASKETS, {"as_of": params.as_of})
        _peer(bought, options.support, options.confidence, params.max_items)
        warehouse.close()


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
    print(f"| {len(table):,} baskets, {len(rules):,} rules | | |")


def _table(bought: pd.DataFrame) -> pd.DataFrame:
    basket, _baskets = pd.factorize(bought["order_key"])
    item, items = pd.factorize(bought["item"])
    held = sparse.csr_matrix((np.ones(len(bought), dtype=bool), (basket, item)))
    return pd.DataFrame.sparse.from_spmatrix(held, columns=list(items)).astype(pd.SparseDtype(bool, fill_value=False))


def _timed(what: str, work: Callable[[], T]) -> T:
    started, used = time.perf_counter(), time.process_time()
    result = work()
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    print(f"| {what} | {seconds:.1f} | {processor:.1f} |", flush=True)
    return result


if __name__ == "__main__":
    main()
