"""Recommendations for everybody at scale, beside the library `implicit` on the same purchases, in the same run.

    python -m benchmarks.recommend [--customers 1000000] [--orders 10000000] [--products 20000]

Ours: the exam on held-out days and the offers of everybody, counted by product, group and reason; then everybody's list
with the reasons in words. The library (where it is installed; it is none of our requirements): the same people and
products fetched into a sparse matrix, cosine neighbours fitted, three products for everybody; no exam, no reasons,
nothing left out but what was bought. Without it, nearest neighbours of scikit-learn.
"""

import argparse
import datetime as dt
import importlib.util
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from scipy import sparse

from benchmarks.scale import fill, refresh_all
from insight.analysis.recommend import RecommendParams, offers, recommend
from insight.settings import Settings
from insight.warehouse import DuckWarehouse

AS_OF = dt.date(2026, 1, 1)
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
        CASE
            WHEN hash(orders.order_key, line_no, 1) % 5 > 0
                THEN hash(orders.buyer_ref) % $tastes * ($products // $tastes)
            ELSE hash(orders.order_key, line_no, 2) % $tastes * ($products // $tastes)
        END + floor(
            power(hash(orders.order_key, line_no, 3) % 1000003 / 1000003.0, 2) * ($products // $tastes)
        )::BIGINT AS product
    FROM staging.orders AS orders
    CROSS JOIN range(2) AS lines(line_no)
    WHERE line_no = 0 OR hash(orders.order_key, 4) % 2 = 0
)
"""
_BOUGHT = """
SELECT orders.customer_id, lines.sku, count(*) AS times
FROM core.orders AS orders
JOIN core.order_items AS lines ON lines.order_key = orders.order_key
WHERE orders.is_valid AND orders.customer_id IS NOT NULL AND orders.ordered_at < $as_of
GROUP BY orders.customer_id, lines.sku
"""


def main() -> None:
    """Print one table: what, seconds, those of the processors, peak memory so far."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--products", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = DuckWarehouse(Path(folder) / "scale", Settings(home=Path(folder)))
        fill(warehouse, customers=options.customers, orders=options.orders)
        with warehouse.writing() as session:
            session.execute(_LINES, {"products": options.products, "tastes": min(100, options.products // 20)})
        refresh_all(warehouse)
        print("| what | seconds | processor s | peak MiB |\n|---|---|---|---|")
        _ours(warehouse)
        _peer(warehouse)
        warehouse.close()


def _ours(warehouse: DuckWarehouse) -> None:
    params = RecommendParams(as_of=AS_OF, currency="CNY", look_back_days=3650)
    result = _timed("ours: exam and offers of everybody, counted", lambda: recommend(warehouse, params))
    everybody = result.segment(place=1)
    rows = _timed("ours: everybody's list with reasons in words", lambda: offers(warehouse, result, everybody, "en"))
    print(f"| {len(rows):,} offers to {result.customers:,} people; best: {result.method_used} | | | |")
    print(result.exam[["method", "n", "recall", "difference", "low", "is_better"]].to_string())


def _peer(warehouse: DuckWarehouse) -> None:
    matrix = _timed("peer: purchases fetched into a matrix", lambda: _matrix(warehouse))
    if importlib.util.find_spec("implicit"):
        implicit: Any = importlib.import_module("implicit.nearest_neighbours")
        model = implicit.CosineRecommender(K=20)
        _timed("peer: implicit, cosine fitted", lambda: model.fit(matrix, show_progress=False))
        people = np.arange(matrix.shape[0])
        _timed("peer: implicit, three for everybody", lambda: model.recommend(people, matrix, N=3))
        return
    from sklearn.neighbors import NearestNeighbors

    columns = matrix.T.tocsr()
    found = _timed(
        "peer: scikit-learn, 20 nearest of every product",
        lambda: NearestNeighbors(n_neighbors=20, metric="cosine").fit(columns).kneighbors_graph(mode="distance"),
    )
    found.data = 1 - found.data
    _timed("peer: three for everybody", lambda: _three(matrix, found))


def _matrix(warehouse: DuckWarehouse) -> sparse.csr_matrix:
    bought = warehouse.query(_BOUGHT, {"as_of": AS_OF})
    people, goods = (bought[name].astype("category").cat.codes.to_numpy() for name in ("customer_id", "sku"))
    return sparse.csr_matrix((bought["times"].to_numpy("float32"), (people, goods)))


def _three(matrix: sparse.csr_matrix, near: sparse.csr_matrix) -> list[np.ndarray]:
    made = []
    for start in range(0, matrix.shape[0], 2000):
        scores = np.asarray((matrix[start : start + 2000] @ near).todense())
        made.append(np.argpartition(-scores, 3, axis=1)[:, :3].copy())
    return made


def _timed(what: str, work: Callable[[], T]) -> T:
    started, used = time.perf_counter(), time.process_time()
    result = work()
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {what} | {seconds:.1f} | {processor:.1f} | {peak:,.0f} |", flush=True)
    return result


if __name__ == "__main__":
    main()
