"""Joining source rows into people, beside the usual scripts on the same rows in the same run.

    python -m benchmarks.identity [--rows 5000000] [--peer-rows 500000]

Rows are orders and customer lists of four platforms: accounts on most, phones on some, e-mails on a few, one shop phone
under hundreds of names; as in the sample brand about half of the rows name their person in a way that no other row
does. Processor seconds stand beside the clock, for busy machines. What is timed is everything
from cleaned rows to a person for every row. The peers get the same identifiers as one pandas frame, already cleaned: a
union-find over a dictionary, and networkx where it is installed. They know no hubs, no receivers' phones, no decisions,
and store nothing. Decisions are timed on the large workspace.
"""

import argparse
import datetime as dt
import importlib
import importlib.util
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from insight.settings import Settings
from insight.warehouse import DuckWarehouse, identity, open_workspace
from insight.warehouse.decisions import merge, preview_merge, undo_decision
from insight.warehouse.tables import run_model

_CUSTOMER_SHARE, _ORDERS_A_PERSON = 5, 4
_HUB_NAMES = 20

_ORDERS = """
CREATE OR REPLACE TEMP TABLE newest_orders AS
WITH drawn AS (
    SELECT
        number,
        (hash(number) % $people)::BIGINT AS person,
        (hash(number, 1) % 100)::BIGINT AS luck,
        (hash(number, 2) % 100)::BIGINT AS chance
    FROM range($rows) AS numbers(number)
),
placed AS (
    SELECT number, person, chance, CASE WHEN luck < 80 THEN person % 4 ELSE luck % 4 END AS platform
    FROM drawn
)
SELECT
    'o' || number AS order_key,
    'platform' || platform AS source_system,
    CASE WHEN platform < 3 THEN 'buyer' || (person * 7 + platform) END AS buyer_ref,
    CASE
        WHEN chance = 99 AND number % 100 = 0 THEN '4008001234'
        WHEN platform >= 2 THEN (13000000000 + person)::VARCHAR
    END AS phone,
    CASE WHEN platform = 0 AND chance < 10 THEN 'm' || person || '@example.com' END AS email,
    CASE WHEN platform = 1 AND chance < 90 THEN (13000000000 + person)::VARCHAR END AS receiver_phone,
    NULL::VARCHAR AS second_phone,
    NULL::VARCHAR AS second_email,
    '顾客' || person AS buyer_name
FROM placed
"""

_CUSTOMERS = """
CREATE OR REPLACE TEMP TABLE newest_customers AS
SELECT
    'c' || number AS source_key,
    'platform' || (number % 4) AS source_system,
    CASE WHEN number % 4 < 3 THEN 'buyer' || (number % $people * 7 + number % 4) END AS source_customer_id,
    'M' || (number % $people) AS member_no,
    CASE WHEN number % 3 = 0 THEN 'u' || (number % $people) END AS wechat_unionid,
    NULL::VARCHAR AS wechat_openid,
    CASE WHEN number % 4 = 3 THEN 'w' || (number % $people) END AS external_userid,
    CASE WHEN number % 2 = 0 THEN (13000000000 + number % $people)::VARCHAR END AS phone,
    NULL::VARCHAR AS email,
    NULL::VARCHAR AS second_phone,
    NULL::VARCHAR AS second_email,
    '顾客' || (number % $people) AS name,
    NULL::VARCHAR AS nickname
FROM range($rows) AS numbers(number)
"""

_IDENTIFIERS = """
SELECT
    source_system || ':' || buyer_ref AS account, phone, email, NULL AS unionid, NULL AS external
FROM newest_orders
UNION ALL
SELECT source_system || ':' || coalesce(source_customer_id, member_no), phone, NULL, wechat_unionid, external_userid
FROM newest_customers
"""


def main() -> None:
    """Print one table: rows, who, seconds, processor seconds, rows a second, ratio to ours on the same rows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--peer-rows", type=int, default=500_000)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| rows | who | seconds | processor s | rows/s | people | ratio |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        small = open_workspace("small", settings)
        base, identifiers = _resolved(small, options.peer_rows, keep=True)
        for name, peer in _peers():
            _peer(name, peer, identifiers, base)
        del identifiers
        large = open_workspace("large", settings)
        _resolved(large, options.rows, keep=False)
        _decided(large)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of the whole run {peak:,.0f} MiB")


def _resolved(warehouse: DuckWarehouse, rows: int, *, keep: bool) -> tuple[float, pd.DataFrame]:
    """Seconds of ours; with `keep` the identifiers for the peers."""
    customers = rows // _CUSTOMER_SHARE
    values = {"people": max(rows // _CUSTOMER_SHARE // _ORDERS_A_PERSON * 4, 1)}
    with warehouse.writing() as session:
        session.execute(_ORDERS, values | {"rows": rows - customers})
        session.execute(_CUSTOMERS, values | {"rows": customers})
        session.execute("CREATE OR REPLACE TEMP TABLE old_names AS SELECT 0::UBIGINT AS identity_key WHERE FALSE")
        started, processor = time.perf_counter(), time.process_time()
        for step in ("identity/rows_orders", "identity/rows_customers", "identity/rows"):
            run_model(session, step)
        named, named_processor = time.perf_counter() - started, time.process_time() - processor
        identity.resolve(session, hub_names=_HUB_NAMES, join=identity.join_here)
        seconds, processor = time.perf_counter() - started, time.process_time() - processor
        people = session.scalar("SELECT count(DISTINCT customer_id) FROM core.identity_rows")
        sets = session.scalar("SELECT count(*) FROM core.identity_rows")
        identifiers = session.query(_IDENTIFIERS) if keep else pd.DataFrame()
    _line(rows, "ours", seconds, processor, people, 1.0)
    _part(f"of that, {sets:,} sets of names found", named, named_processor)
    return seconds, identifiers


def _decided(warehouse: DuckWarehouse) -> None:
    """Seconds to see and to make one decision among all the people."""
    people = warehouse.query(
        "SELECT customer_id FROM core.identity_rows WHERE customer_id IS NOT NULL GROUP BY customer_id "
        "ORDER BY customer_id LIMIT 2"
    )["customer_id"].tolist()
    at = dt.datetime(2026, 1, 1)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("preview of a merge", lambda: preview_merge(warehouse, people)),
        ("a merge", lambda: merge(warehouse, people, at=at)),
        ("its undoing", lambda: undo_decision(warehouse, 1, at)),
    )
    for title, step in steps:
        started, processor = time.perf_counter(), time.process_time()
        step()
        _part(title, time.perf_counter() - started, time.process_time() - processor)


def _peers() -> Iterable[tuple[str, Callable[[pd.DataFrame], int]]]:
    yield "pandas and a union-find in a dictionary", union_find
    if importlib.util.find_spec("networkx") is not None:
        yield "networkx", networkx_components


def _peer(name: str, peer: Callable[[pd.DataFrame], int], identifiers: pd.DataFrame, base: float) -> None:
    started, processor = time.perf_counter(), time.process_time()
    people = peer(identifiers)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    _line(len(identifiers), name, seconds, processor, people, seconds / base)


def _line(rows: int, who: str, seconds: float, processor: float, people: int, ratio: float) -> None:
    speed = f"{rows / seconds:,.0f}"
    print(f"| {rows:,} | {who} | {seconds:.2f} | {processor:.2f} | {speed} | {people:,} | {ratio:.1f} |", flush=True)


def _part(what: str, seconds: float, processor: float) -> None:
    print(f"| | {what} | {seconds:.2f} | {processor:.2f} | | | |", flush=True)


def union_find(identifiers: pd.DataFrame) -> int:
    """The usual script: each row joins its identifiers in a dictionary of parents, paths halved on the way."""
    parent: dict[str, str] = {}

    def find(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row in identifiers.itertuples(index=False, name=None):
        nodes = [f"{place}:{value}" for place, value in enumerate(row) if isinstance(value, str)]
        for node in nodes:
            parent[find(node)] = find(nodes[0])
    return len({find(node) for node in parent})


def networkx_components(identifiers: pd.DataFrame) -> int:
    """A graph of identifiers and its connected components."""
    networkx = importlib.import_module("networkx")
    graph = networkx.Graph()
    for row in identifiers.itertuples(index=False, name=None):
        nodes = [f"{place}:{value}" for place, value in enumerate(row) if isinstance(value, str)]
        graph.add_nodes_from(nodes)
        graph.add_edges_from((nodes[0], other) for other in nodes[1:])
    return int(networkx.number_connected_components(graph))


if __name__ == "__main__":
    main()
