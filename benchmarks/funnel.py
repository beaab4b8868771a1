"""A four-step funnel with a window of seven days over many events: cold, and the people of one bar.

    python -m benchmarks.funnel [--events 50000000] [--customers 1000000]

The events are written where a refresh leaves them; how long imports and refreshes take is measured by `scale`.
"""

import argparse
import datetime as dt
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from insight.analysis.funnel import FunnelParams, Step, funnel
from insight.settings import Settings
from insight.warehouse import open_workspace

_EVENTS = """
INSERT INTO core.events BY NAME
SELECT
    'c' || lpad((hash(n * 3) % $customers)::VARCHAR, 16, '0') AS customer_id,
    CASE
        WHEN hash(n * 5) % 100 < 45 THEN 'view'
        WHEN hash(n * 5) % 100 < 60 THEN 'cart'
        WHEN hash(n * 5) % 100 < 68 THEN 'checkout'
        WHEN hash(n * 5) % 100 < 72 THEN 'pay'
        ELSE 'other'
    END AS event,
    TIMESTAMP '2025-01-01' + to_seconds((hash(n * 7) % 7776000)::INTEGER) AS occurred_at,
    CASE hash(n * 11) % 3 WHEN 0 THEN 'ios' WHEN 1 THEN 'android' ELSE 'web' END AS device
FROM range($events) AS numbers(n)
"""
_STEPS = ("view", "cart", "checkout", "pay")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=50_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="funnel-") as folder:
        warehouse = open_workspace("bench", Settings(home=Path(folder)))
        with warehouse.writing() as session:
            session.execute(_EVENTS, {"events": options.events, "customers": options.customers})
        asked: dict[str, Any] = {
            "as_of": dt.date(2025, 4, 1),
            "currency": "CNY",
            "steps": tuple(Step(events=(name,)) for name in _STEPS),
        }
        told: dict[str, float] = {}
        for name, more in {
            "ordered": {},
            "ordered again": {},
            "by device": {"by": "device"},
            "any": {"order": "any"},
        }.items():
            started = time.perf_counter()
            result = funnel(warehouse, FunnelParams(**asked, **more))
            told[name] = round(time.perf_counter() - started, 2)
            if name == "ordered":
                started = time.perf_counter()
                people = result.segment(step="pay", state="lost").count(warehouse)
                told["people of a bar"] = round(time.perf_counter() - started, 2)
                assert people == result.steps["lost"].iloc[-1]
                print(result.steps[["step", "customers", "converted", "open", "lost"]].to_string(index=False))
        print(json.dumps({"events": options.events, "customers": options.customers, "seconds": told}, indent=2))


if __name__ == "__main__":
    main()
