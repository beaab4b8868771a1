"""Funnel, behaviour and paths over many events: cold, again, and the people of one bar; a funnel in pandas beside them.

    python -m benchmarks.events [--events 50000000] [--customers 1000000] [--per-visit 6] [--peer]

Events come in visits of `--per-visit` on average, a minute or so apart, over 90 days; 1 strews them evenly. They are
written where a refresh leaves them, and the visits are then cut by the refresh's own models. How long imports and whole
refreshes take is measured by `scale`.
"""

import argparse
import datetime as dt
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from insight.analysis.behaviour import BehaviourParams, behaviour, visit_days
from insight.analysis.funnel import FunnelParams, Step, funnel
from insight.analysis.paths import PathsParams, paths
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from insight.warehouse.tables import model, statements
from insight.warehouse.visits import refresh_visits

_PEOPLE = """
INSERT INTO core.customers BY NAME
SELECT 'c' || lpad(n::VARCHAR, 16, '0') AS customer_id
FROM range($customers) AS numbers(n)
"""
_NUMBERED = """
INSERT INTO mart.customers BY NAME
SELECT customer_id, 0 AS orders, person_no(customer_id) AS person_no
FROM core.customers
"""
_EVENTS = """
INSERT INTO core.events BY NAME
WITH made AS (SELECT n, n // $per_visit AS visit, n % $per_visit AS place FROM range($events) AS numbers(n))
SELECT
    'c' || lpad((hash(visit * 3) % $customers)::VARCHAR, 16, '0') AS customer_id,
    CASE
        WHEN hash(n * 5) % 100 < 45 THEN 'view'
        WHEN hash(n * 5) % 100 < 60 THEN 'cart'
        WHEN hash(n * 5) % 100 < 68 THEN 'checkout'
        WHEN hash(n * 5) % 100 < 72 THEN 'pay'
        ELSE 'other'
    END AS event,
    TIMESTAMP '2025-01-01'
        + to_seconds((visit * 7776000 // ($events // $per_visit + 1) + hash(visit * 7) % 80000 + place * 70)::INTEGER)
        AS occurred_at,
    CASE hash(visit * 11) % 3 WHEN 0 THEN 'ios' WHEN 1 THEN 'android' ELSE 'web' END AS device,
    CASE hash(visit * 13) % 4 WHEN 0 THEN 'wechat' WHEN 1 THEN 'taobao' ELSE 'app' END AS channel,
    'p' || (hash(n * 17) % 300)::VARCHAR AS page
FROM made
"""
_NOTED = """
CREATE OR REPLACE TEMP TABLE moved_visits AS
SELECT customer_id, min(occurred_at) AS since
FROM core.events
GROUP BY customer_id
"""
_STEPS = ("view", "cart", "checkout", "pay")
Found = TypeVar("Found")
_AS_OF: dict[str, Any] = {"as_of": dt.date(2025, 4, 1), "currency": "CNY"}


def main() -> None:
    """Print what each question took, as JSON: seconds by the clock and of the processor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=50_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--per-visit", type=int, default=6)
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    told: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="events-") as folder:
        warehouse = open_workspace("bench", Settings(home=Path(folder)))
        with warehouse.writing() as session:
            for statement in statements(model("person_no")):
                session.execute(statement)
            session.execute(_PEOPLE, {"customers": options.customers})
            session.execute(_NUMBERED)
            made = {"events": options.events, "customers": options.customers, "per_visit": options.per_visit}
            session.execute(_EVENTS, made)
        with warehouse.writing() as session:
            session.execute(_NOTED)
            for statement in statements(model("person_no")):
                session.execute(statement)
            _timed(told, "visits cut", lambda: refresh_visits(session, everything=True))
        _ask(warehouse, told)
        if options.peer:
            frame = _timed(told, "pandas: loaded", lambda: _loaded(warehouse))
            _timed(told, "pandas: the ordered funnel, first attempts only", lambda: _in_pandas(frame))
        warehouse.close()
    print(json.dumps({"events": options.events, "customers": options.customers, "seconds": told}, indent=2))


def _ask(warehouse: DuckWarehouse, told: dict[str, dict[str, float]]) -> None:
    asked: dict[str, Any] = {**_AS_OF, "steps": tuple(Step(events=(name,)) for name in _STEPS)}
    result = _timed(told, "funnel, ordered", lambda: funnel(warehouse, FunnelParams(**asked)))
    print(result.steps[["step", "customers", "converted", "open", "lost"]].to_string(index=False), flush=True)
    _timed(told, "again", lambda: funnel(warehouse, FunnelParams(**asked)))
    lost = result.segment(step="pay", state="lost")
    people = _timed(told, "people of a bar", lambda: lost.count(warehouse))
    assert people == result.steps["lost"].iloc[-1]
    _timed(told, "by device", lambda: funnel(warehouse, FunnelParams(**asked, by="device")))
    _timed(told, "any order", lambda: funnel(warehouse, FunnelParams(**asked, order="any")))
    _timed(told, "days of visits, first", lambda: visit_days(warehouse, BehaviourParams(**_AS_OF)))
    _timed(told, "days of visits, again", lambda: visit_days(warehouse, BehaviourParams(**_AS_OF)))
    _timed(told, "behaviour, 30 days beside 30", lambda: behaviour(warehouse, BehaviourParams(**_AS_OF)))
    _timed(told, "paths from an event, 30 days", lambda: paths(warehouse, PathsParams(**_AS_OF, start="cart")))


def _timed(told: dict[str, dict[str, float]], name: str, ask: Callable[[], Found]) -> Found:
    clock, processor = time.perf_counter(), time.process_time()
    found = ask()
    told[name] = {
        "clock": round(time.perf_counter() - clock, 2),
        "processor": round(time.process_time() - processor, 2),
    }
    print(name, told[name], flush=True)
    return found


def _loaded(warehouse: DuckWarehouse) -> pd.DataFrame:
    return warehouse.query("SELECT customer_id, event, occurred_at FROM core.events")


def _in_pandas(events: pd.DataFrame) -> list[int]:
    """How many come to each step after the first time of the step before, within seven days of the first one."""
    began = events[events["event"] == _STEPS[0]].groupby("customer_id")["occurred_at"].min()
    reached, counts = began, [len(began)]
    for name in _STEPS[1:]:
        rows = events[events["event"] == name]
        after = rows[rows["occurred_at"] > rows["customer_id"].map(reached)]
        reached = after.groupby("customer_id")["occurred_at"].min()
        reached = reached[reached - began.reindex(reached.index) <= pd.Timedelta(days=7)]
        counts.append(len(reached))
    return counts


if __name__ == "__main__":
    main()
