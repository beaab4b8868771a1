"""What openretailscience takes for RFM and for a cohort table of the same orders. Run by the peer's own interpreter:

    PYTHON retention_peer.py ORDERS.parquet AS_OF

Prints JSON: version, seconds of each, and the people in each cohort cell.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any


def main() -> None:
    """Load the orders into the peer's engine, then ask each question once."""
    import ibis
    from openretailscience.analysis.cohort import CohortAnalysis
    from openretailscience.segmentation.rfm import RFMSegmentation

    orders, as_of = sys.argv[1], sys.argv[2]
    connection = ibis.duckdb.connect()
    table = connection.create_table("orders", connection.read_parquet(orders))
    table.count().execute()
    rfm, _scores = timed(lambda: RFMSegmentation(table, current_date=as_of).df)
    cohort, counted = timed(lambda: CohortAnalysis(table, "customer_id", agg_func="nunique", period="month").df)
    print(json.dumps({"version": version("openretailscience"), "rfm": rfm, "cohort": cohort, "cells": cells(counted)}))


def cells(table: Any) -> dict[str, int]:
    """Cohort and period -> people."""
    return {
        f"{cohort:%Y-%m}+{int(period)}": int(people)
        for cohort, row in table.iterrows()
        for period, people in row.items()
        if people == people
    }


def timed(work: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds on the clock and of the processors, and what came out."""
    started, busy = time.perf_counter(), time.process_time()
    result = work()
    return (time.perf_counter() - started, time.process_time() - busy), result


if __name__ == "__main__":
    main()
