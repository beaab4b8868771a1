"""Clusters and indices at scale beside pandas and scikit-learn written the usual way, on the same data, in one run.

    python -m benchmarks.clusters [--customers 200000] [--orders 1000000] [--measured 30000]

The usual way: a standard scaler and ten starts of k-means for each number of groups on everybody, silhouette on 10,000;
it has no stability and no shuffled copies. Everybody is assigned by a table fetched into pandas. The index of a group:
value counts of every trait, group against everybody.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler

from benchmarks.scale import fill, refresh_all
from insight.analysis import make_params
from insight.analysis.clusters import ClustersParams, clusters, place_of
from insight.analysis.personas import personas
from insight.analysis.personas.run import trait_rows
from insight.settings import Settings
from insight.statistics.grouping import curve
from insight.warehouse import DuckWarehouse

TRAITS = ("orders", "net_amount", "average_order", "recency_days", "festival_share", "order_gap_days")
NUMBERS = range(2, 11)
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=200_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--measured", type=int, default=30_000, help="people among whom the number of groups is sought")
    options = parser.parse_args()
    print("| what | ours s | usual way s | ratio |\n|---|---|---|---|")
    _numbers(options.measured)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = DuckWarehouse(Path(folder) / "scale", Settings(home=Path(folder)))
        fill(warehouse, customers=options.customers, orders=options.orders)
        _took(lambda: refresh_all(warehouse))
        _assignment(warehouse)
        _index(warehouse)
        warehouse.close()


def _numbers(people: int) -> None:
    """Which number of groups: twelve measures, 2 to 10 groups, with stability and shuffled copies."""
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(4, 12))[chance.integers(0, 4, people)] * 1.5 + chance.normal(size=(people, 12))
    _table, ours = _took(lambda: curve(rows, NUMBERS, seed=1))
    _found, usual = _took(lambda: _usual_numbers(rows))
    _say(f"number of groups, 12 measures, {people:,} people", ours, usual)


def _usual_numbers(rows: np.ndarray) -> list[float]:  # type: ignore[type-arg]
    scaled = StandardScaler().fit_transform(rows)
    scores = []
    for k in NUMBERS:
        labels = KMeans(k, n_init=10, random_state=1).fit_predict(scaled)
        scores.append(float(silhouette_score(scaled, labels, sample_size=10_000, random_state=1)))
    return scores


def _assignment(warehouse: DuckWarehouse) -> None:
    params: ClustersParams = make_params("clusters", {"traits": list(TRAITS), "k": 5, "most_k": 5}, warehouse)
    result, whole = _took(lambda: clusters(warehouse, params))
    print(f"| clusters, 5 asked for, from the warehouse to the profile | {whole:.2f} | – | – |", flush=True)
    placed = place_of(warehouse, result.model, params)
    _rows, ours = _took(lambda: warehouse.arrow(placed.statement, placed.values))
    model = KMeans(5, n_init=1, random_state=1)
    statement = (
        "SELECT orders, net_amount, average_order, recency_days, festival_share, order_gap_days FROM mart.traits"
    )
    frame = warehouse.query(statement).fillna(0)
    model.fit(frame.iloc[:50_000].to_numpy())
    _labels, usual = _took(lambda: model.predict(warehouse.query(statement).fillna(0).to_numpy()))
    _say(f"assignment of {result.people:,} people", ours, usual)


def _index(warehouse: DuckWarehouse) -> None:
    params = make_params("personas", {}, warehouse)
    result, whole = _took(lambda: personas(warehouse, params))
    print(f"| persona: card, index of all traits, products, hours, paths | {whole:.2f} | – | – |", flush=True)
    group = result.segment(group=params.groups[0])
    people = set(warehouse.people(group.statement, group.values)["customer_id"].to_pylist())
    names = [name for name, trait in result.known.items() if not trait.is_brought]
    found, ours = _took(lambda: trait_rows(warehouse, result.groups, result.base, result.traits_by))
    _counts, usual = _took(lambda: _usual_index(warehouse, people, names))
    _say(f"index of one group, {len(found):,} values of {len(names)} traits", ours, usual)


def _usual_index(warehouse: DuckWarehouse, people: set[str], names: list[str]) -> dict[str, pd.Series]:  # type: ignore[type-arg]
    frame = warehouse.query("SELECT * FROM mart.traits")
    inside = frame["customer_id"].isin(people)
    found = {}
    for name in names:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            column = pd.qcut(column, 5, duplicates="drop")
        found[name] = 100 * column[inside].value_counts(normalize=True) / column.value_counts(normalize=True)
    return found


def _took(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    found = work()
    return found, time.perf_counter() - started


def _say(what: str, ours: float, usual: float) -> None:
    print(f"| {what} | {ours:.2f} | {usual:.2f} | {usual / ours:.1f} |", flush=True)


if __name__ == "__main__":
    main()
