"""The same questions on DuckDB and on a Spark Connect server: loading, each question for the first time, ratios; then
loading again with nothing new and with a hundredth of the orders. With `--build` core and mart are built on the engine
instead, and the time of that stands beside the time of a refresh of everything on DuckDB; no question is asked.

    python -m benchmarks.engine [--customers 100000] [--orders 1000000] [--build] [--engine ADDRESS] [--place PLACE]

Without an address a Sail server is started in a process of its own on this machine, beside which DuckDB works on the
same cores; `PLACE` is a folder or store that every machine of the engine sees. What the answers say is compared too.
"""

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from benchmarks import scale
from insight.analysis import ANALYSES, make_params, to_json
from insight.settings import Settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.spark import Engine, close_connections
from insight.warehouse.spark.load import begin_on_engine, load_onto_engine
from insight.warehouse.spark.workspace import SparkWarehouse

_QUESTIONS = ("overview", "rfm", "rfm_movement", "retention", "repurchase", "lifecycle", "channels", "clv")
_LOADED_AT = dt.datetime(2026, 1, 1)
_PORT = 50071

Answer = TypeVar("Answer")


def main() -> None:
    """Print one table: the question, seconds on either engine, their ratio, whether the answers agree."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--engine", metavar="ADDRESS")
    parser.add_argument("--place")
    parser.add_argument("--build", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _server(options.engine) as address:
        home = Settings(home=Path(folder))
        brand = DuckWarehouse(Path(folder) / "scale", home)
        scale.fill(brand, customers=options.customers, orders=options.orders)
        here, _generation = _timed(lambda: scale.refresh_all(brand))
        engine = Engine(address=address, place=options.place or str(Path(folder) / "files"))
        lake = begin_on_engine("lake", engine, home)
        seconds, generation = _timed(lambda: load_onto_engine(brand, lake, _LOADED_AT))
        rows = sum(table.rows for table in generation.tables)
        print(f"loaded {rows:,} rows in {seconds:.1f} s ({rows / seconds:,.0f} rows/s)\n", flush=True)
        if options.build:
            _build(brand, begin_on_engine("lake", replace(engine, build="engine"), home), here)
            return
        print("| question | DuckDB s | engine s | ratio | again on the engine s | same findings |")
        print("|---|---|---|---|---|---|")
        for name in _QUESTIONS:
            _ask(name, brand, lake)
        print("\n| load | written rows | of | s |\n|---|---|---|---|")
        _load("nothing is new", brand, lake)
        scale.add_orders(brand, 4, first=options.orders, orders=options.orders // 100, customers=options.customers)
        _load("a hundredth of the orders is new", brand, lake)
        close_connections()
        brand.close()
        lake.close()


def _build(brand: DuckWarehouse, lake: SparkWarehouse, here: float) -> None:
    """Core and mart again, of the staging that lies there already."""
    there, generation = _timed(lambda: load_onto_engine(brand, lake, _LOADED_AT))
    print("| core and mart of everything | DuckDB s | engine s | ratio |\n|---|---|---|---|")
    print(f"| {generation.written:,} rows | {here:.1f} | {there:.1f} | {there / here:.1f} |", flush=True)
    close_connections()
    brand.close()
    lake.close()


def _load(what: str, brand: DuckWarehouse, lake: SparkWarehouse) -> None:
    seconds, generation = _timed(lambda: load_onto_engine(brand, lake, _LOADED_AT))
    print(f"| {what} | {generation.written:,} | {generation.rows:,} | {seconds:.1f} |", flush=True)


def _ask(name: str, brand: DuckWarehouse, lake: DuckWarehouse) -> None:
    params = make_params(name, {}, brand)
    here, one = _timed(lambda: ANALYSES[name].run(brand, params))
    there, other = _timed(lambda: ANALYSES[name].run(lake, params))
    again, _other = _timed(lambda: ANALYSES[name].run(lake, params))
    is_same = _sentences(one) == _sentences(other)
    print(f"| {name} | {here:.2f} | {there:.2f} | {there / here:.1f} | {again:.2f} | {is_same} |", flush=True)


def _sentences(result: Any) -> list[str]:
    return [str(finding["text"]) for finding in to_json(result, generation=1)["findings"]]


def _timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


@contextmanager
def _server(address: str | None) -> Iterator[str]:
    """The engine at an address, or one of our own."""
    if address is not None:
        yield address
        return
    command = [sys.executable, "-m", "pysail", "spark", "server", "--port", str(_PORT)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as server:
        assert server.stderr is not None
        while b"Starting" not in server.stderr.readline():
            pass
        threading.Thread(target=server.stderr.read, daemon=True).start()
        try:
            yield f"sc://127.0.0.1:{_PORT}"
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
