"""What everybody is worth, and their chance to order, at scale; beside `lifetimes` on the same purchases, in one run.

    python -m benchmarks.clv [--customers 1000000] [--orders 10000000]

Ours: three models and Gamma-Gamma fitted, the exam on held-out days, everybody in tenths and bands (`clv`); everybody's
row; then boosting learnt, tried and given to everybody (`predict`). The library (where it is installed; it is none of
our requirements): purchases fetched, one row a person made by its own function, one model and Gamma-Gamma fitted to
everybody, everybody's orders and amounts of a year; no exam. Without it, the same row a person by pandas, and the
likelihood of BG/NBD written out for scipy.
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
import pandas as pd
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1

from benchmarks.scale import fill, refresh_all
from insight.analysis.clv import ClvParams, clv, people
from insight.analysis.predict import PredictParams, predict
from insight.settings import Settings
from insight.warehouse import DuckWarehouse

AS_OF = dt.date(2026, 1, 1)
YEAR = 365.0
T = TypeVar("T")

_BOUGHT = """
SELECT customer_id, ordered_at::DATE AS day, net_amount::DOUBLE AS amount
FROM core.orders
WHERE is_valid AND customer_id IS NOT NULL AND ordered_at < $as_of
"""


def main() -> None:
    """Print one table: what, seconds, those of the processors, peak memory so far."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--orders", type=int, default=10_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        warehouse = DuckWarehouse(Path(folder) / "scale", Settings(home=Path(folder)))
        fill(warehouse, customers=options.customers, orders=options.orders)
        refresh_all(warehouse)
        measure(warehouse)
        warehouse.close()


def measure(warehouse: DuckWarehouse) -> None:
    """Ours, then the peer, on a workspace that is there."""
    print("| what | seconds | processor s | peak MiB |\n|---|---|---|---|")
    result = _timed(
        "ours: models, exam, everybody valued", lambda: clv(warehouse, ClvParams(as_of=AS_OF, currency="CNY"))
    )
    _timed("ours: everybody's row", lambda: people(warehouse, result.segment(decile=1)))
    params = PredictParams(as_of=AS_OF, currency="CNY")
    chances = _timed("ours: chances learnt, tried, given to everybody", lambda: predict(warehouse, params))
    print(f"| {result.customers:,} people; chances by: {chances.model_used} | | | |")
    bought = _timed("peer: purchases fetched", lambda: warehouse.query(_BOUGHT, {"as_of": AS_OF}))
    if importlib.util.find_spec("lifetimes"):
        _lifetimes(bought)
    else:
        _plain(bought)


def _lifetimes(bought: pd.DataFrame) -> None:
    library: Any = importlib.import_module("lifetimes")
    utils: Any = importlib.import_module("lifetimes.utils")
    rows = _timed(
        "peer: lifetimes, a row a person",
        lambda: utils.summary_data_from_transaction_data(
            bought, "customer_id", "day", "amount", observation_period_end=AS_OF - dt.timedelta(days=1)
        ),
    )
    again = rows[(rows["frequency"] > 0) & (rows["monetary_value"] > 0)]
    orders = _timed(
        "peer: lifetimes, BG/NBD fitted",
        lambda: library.BetaGeoFitter(0.001).fit(rows["frequency"], rows["recency"], rows["T"]),
    )
    amounts = _timed(
        "peer: lifetimes, Gamma-Gamma fitted",
        lambda: library.GammaGammaFitter(0.001).fit(again["frequency"], again["monetary_value"]),
    )
    _timed(
        "peer: lifetimes, everybody valued",
        lambda: (
            orders.conditional_expected_number_of_purchases_up_to_time(
                YEAR, rows["frequency"], rows["recency"], rows["T"]
            )
            * amounts.conditional_expected_average_profit(rows["frequency"], rows["monetary_value"])
        ),
    )


def _plain(bought: pd.DataFrame) -> None:
    rows = _timed("peer: pandas, a row a person", lambda: _histories(bought))
    fitted = _timed("peer: scipy, BG/NBD fitted", lambda: _fitted(rows))
    _timed("peer: scipy, everybody's orders of a year", lambda: _expected(rows, fitted))


def _histories(bought: pd.DataFrame) -> pd.DataFrame:
    days = bought.groupby(["customer_id", "day"], as_index=False)["amount"].sum()
    rows = days.groupby("customer_id")["day"].agg(["min", "max", "size"])
    first, last = pd.to_datetime(rows["min"]), pd.to_datetime(rows["max"])
    return pd.DataFrame(
        {
            "x": rows["size"] - 1,
            "last": (last - first).dt.days,
            "age": (pd.Timestamp(AS_OF) - first).dt.days - 1,
        }
    )


def _fitted(rows: pd.DataFrame) -> np.ndarray:
    x, last, age = (rows[name].to_numpy(dtype="float64") for name in ("x", "last", "age"))

    def cost(logs: np.ndarray) -> float:
        r, alpha, a, b = np.exp(logs)
        start = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
        gone = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + last)
        either = np.logaddexp(-(r + x) * np.log(alpha + age), np.where(x > 0, gone, -np.inf))
        return -float((start + either).mean())

    return np.exp(minimize(cost, np.zeros(4), method="Nelder-Mead", options={"maxiter": 2000}).x)


def _expected(rows: pd.DataFrame, fitted: np.ndarray) -> np.ndarray:
    r, alpha, a, b = fitted
    x, last, age = (rows[name].to_numpy(dtype="float64") for name in ("x", "last", "age"))
    grown = 1 - ((alpha + age) / (alpha + age + YEAR)) ** (r + x) * hyp2f1(
        r + x, b + x, a + b + x - 1, YEAR / (alpha + age + YEAR)
    )
    waited = np.where(x > 0, a / (b + np.maximum(x, 1) - 1) * ((alpha + age) / (alpha + last)) ** (r + x), 0.0)
    found: np.ndarray = (a + b + x - 1) / (a - 1) * grown / (1 + waited)
    return found


def _timed(what: str, work: Callable[[], T]) -> T:
    started, used = time.perf_counter(), time.process_time()
    result = work()
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {what} | {seconds:.1f} | {processor:.1f} | {peak:,.0f} |", flush=True)
    return result


if __name__ == "__main__":
    main()
