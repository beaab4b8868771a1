"""Retention and RFM over ten million orders beside openretailscience: same orders, same run, one table of ratios.

    python -m benchmarks.retention [--home FOLDER --workspace NAME] [--peer PYTHON]

Without a workspace, one of a million customers and ten million orders is made first. `PYTHON` is the interpreter of an
environment that holds openretailscience (`python -m venv peer && peer/bin/pip install openretailscience`); it is never
installed beside the program. Every time is of a question asked for the first time; the peer's table is loaded before.
"""

import argparse
import datetime as dt
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import scale
from insight.analysis import ANALYSES
from insight.analysis.repurchase import RepurchaseParams
from insight.analysis.retention import RetentionParams, RetentionResult, retention
from insight.analysis.rfm import RfmParams
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace

_AS_OF = dt.date(2026, 1, 1)
_OTHER_DAY = dt.date(2025, 10, 1)
_PEER = Path(__file__).with_name("retention_peer.py")
_ORDERS = """
SELECT customer_id, order_key AS transaction_id, ordered_at AS transaction_date, net_amount::DOUBLE AS unit_spend
FROM mart.purchases
WHERE ordered_at < $as_of::DATE
"""
_QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"period": "week"},
    {"mode": "rolling"},
    {"criterion": "custom"},
    {"criterion": "on_or_after"},
    {"min_orders": 2},
    {"returns": "amount"},
    {"breakdown": "channel"},
    {"entry": "joined"},
)


class Spent(NamedTuple):
    """On the clock, and of both processors: the second says more on a machine that does other work too."""

    seconds: float
    processor_s: float


def main() -> None:
    """Print one table: what, who, seconds, ratio to ours."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path)
    parser.add_argument("--workspace", default="scale")
    parser.add_argument("--peer", default=os.environ.get("INSIGHT_PEER_PYTHON", "python"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = _opened(options, Path(folder))
        print(f"load average {os.getloadavg()[0]:.1f}\n")
        print("| what | who | seconds | processor s | ratio of processor s |\n|---|---|---|---|---|")
        ours, result = _ours(warehouse)
        peers = _peers(warehouse, options.peer, Path(folder))
        if peers is not None:
            _compare(ours, peers, result)
        _other_questions(warehouse)
        warehouse.close()


def _opened(options: argparse.Namespace, folder: Path) -> DuckWarehouse:
    if options.home is not None:
        return open_workspace(options.workspace, Settings(home=options.home))
    made = DuckWarehouse(folder / "scale", Settings(home=folder))
    scale._fill(made, argparse.Namespace(customers=1_000_000, orders=10_000_000, events=0))
    scale._refresh(made, None)
    return made


def _ours(warehouse: DuckWarehouse) -> tuple[dict[str, Spent], RetentionResult]:
    """What was spent on RFM and of the retention matrix, each as of two days never asked for before."""
    warehouse.query("SELECT count(*) FROM mart.purchases")
    found = {}
    for name, params_type in (("rfm", RfmParams), ("retention", RetentionParams), ("repurchase", RepurchaseParams)):
        for label, as_of in (("cold", _AS_OF), ("another day", _OTHER_DAY)):
            params = params_type(as_of=as_of, currency="CNY")
            found[f"{name}, {label}"] = _spent(lambda p=params, n=name: ANALYSES[n].run(warehouse, p).findings())
    for what, spent in found.items():
        print(f"| {what} | ours | {spent.seconds:.2f} | {spent.processor_s:.2f} | 1.0 |", flush=True)
    return found, retention(warehouse, RetentionParams(as_of=_AS_OF, currency="CNY"))


def _peers(warehouse: DuckWarehouse, python: str, folder: Path) -> dict[str, Any] | None:
    """What the peer's script measured; None where it cannot run."""
    if _exit_code(python, "-c", "import openretailscience") != 0:
        print(f"\nopenretailscience is not installed for {python}: its rows are left out.\n")
        return None
    orders = folder / "orders.parquet"
    table: pa.Table = warehouse.arrow(_ORDERS, {"as_of": _AS_OF})
    pq.write_table(table, orders)
    del table
    done = subprocess.run([python, str(_PEER), str(orders), _AS_OF.isoformat()], capture_output=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _exit_code(*command: str) -> int:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode
    except OSError:
        return 1


def _compare(ours: dict[str, Spent], peers: dict[str, Any], result: RetentionResult) -> None:
    for ours_name, name in (("rfm, cold", "rfm"), ("retention, cold", "cohort")):
        theirs = Spent(*peers[name])
        ratio = theirs.processor_s / ours[ours_name].processor_s
        who = f"openretailscience {peers['version']}"
        print(f"| {name} | {who} | {theirs.seconds:.2f} | {theirs.processor_s:.2f} | {ratio:.1f} |")
    found = {
        f"{row['cohort']:%Y-%m}+{row['period_no']}": row["returned"]
        for row in result.matrix.to_dict("records")
        if row["returned"]
    }
    known = {cell: people for cell, people in peers["cells"].items() if cell in found and people}
    same = sum(found[cell] == people for cell, people in known.items())
    print(f"\nPeople in {same} of {len(known)} cohort cells that both know are the same.\n")


def _other_questions(warehouse: DuckWarehouse) -> None:
    print("\n| retention by | seconds | processor s |\n|---|---|---|")
    for question in _QUESTIONS:
        params = RetentionParams(as_of=_OTHER_DAY, currency="CNY", **question)
        words = ", ".join(f"{name} {value}" for name, value in question.items()) or "default"
        spent = _spent(lambda p=params: retention(warehouse, p))
        print(f"| {words} | {spent.seconds:.2f} | {spent.processor_s:.2f} |", flush=True)


def _spent(work: Callable[[], object]) -> Spent:
    started, busy = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - started, time.process_time() - busy)


if __name__ == "__main__":
    main()
