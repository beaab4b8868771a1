"""The same questions on DuckDB and on a Spark Connect server: loading, each question for the first time, ratios; then
loading again with nothing new and with a hundredth of the orders. With `--build` core and mart are built on the engine
instead, and the time of that stands beside the time of a refresh of everything on DuckDB; no question is asked.

    python -m benchmarks.engine [--customers 100000] [--orders 1000000] [--questions NAME …] [--times 1] [--build]
        [--engine ADDRESS] [--place PLACE]

With `--times` either engine then writes the tables that the questions read so many times over, each time with other
people and orders, and all is asked once more: so a hundred million orders are made where they are asked of.

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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from benchmarks import scale
from insight.analysis import ANALYSES, make_params, to_json
from insight.errors import InsightError
from insight.settings import Settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.spark import Engine, close_connections
from insight.warehouse.spark.load import begin_on_engine, load_onto_engine
from insight.warehouse.spark.statements import tables_of
from insight.warehouse.spark.tables.generation import Part, place_of, put_in_force, register
from insight.warehouse.spark.workspace import SparkWarehouse

_QUESTIONS = ("overview", "rfm", "rfm_movement", "retention", "repurchase", "lifecycle", "channels", "clv")
_LOADED_AT = dt.datetime(2026, 1, 1)
_PORT = 50071

_KEYS = {
    "customer_id": (
        "CASE WHEN customer_id IS NOT NULL THEN concat(customer_id, '-', copy) END",
        "CASE WHEN customer_id IS NOT NULL THEN concat(customer_id, '-', copy) END",
    ),
    "order_key": ("concat(order_key, '-', copy)", "concat(order_key, '-', copy)"),
    "person_no": ("xor(person_no, copy)", "person_no ^ copy"),
}
"""The key of a copied row, in DuckDB's words and in Spark's."""

Answer = TypeVar("Answer")


def main() -> None:
    """Print one table: the question, seconds on either engine, their ratio, whether the answers agree."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--engine", metavar="ADDRESS")
    parser.add_argument("--place")
    parser.add_argument("--questions", nargs="+", choices=_QUESTIONS, default=_QUESTIONS)
    parser.add_argument("--times", type=int, default=1)
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
        heard = _Heard(brand)
        _ask_all(options.questions, heard, lake)
        if options.times > 1:
            _grow(brand, lake, heard.tables, options.times)
            _ask_all(options.questions, brand, lake)
        else:
            _load_again(brand, lake, options)
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


def _load_again(brand: DuckWarehouse, lake: SparkWarehouse, options: argparse.Namespace) -> None:
    print("\n| load | written rows | of | s |\n|---|---|---|---|")
    _load("nothing is new", brand, lake)
    scale.add_orders(brand, 4, first=options.orders, orders=options.orders // 100, customers=options.customers)
    _load("a hundredth of the orders is new", brand, lake)


def _load(what: str, brand: DuckWarehouse, lake: SparkWarehouse) -> None:
    seconds, generation = _timed(lambda: load_onto_engine(brand, lake, _LOADED_AT))
    print(f"| {what} | {generation.written:,} | {generation.rows:,} | {seconds:.1f} |", flush=True)


class _Heard:
    """A workspace that notes which tables it is asked for."""

    def __init__(self, warehouse: DuckWarehouse) -> None:
        self._warehouse = warehouse
        self._statements: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._warehouse, name)
        if name not in ("query", "arrow", "count", "people", "about"):
            return found

        def asked(*given: Any) -> Any:
            self._statements |= {one for one in given if isinstance(one, str)}
            return found(*given)

        return asked

    @property
    def tables(self) -> list[tuple[str, str]]:
        read = {table for statement in self._statements for table in tables_of(statement)}
        return sorted(table for table in read if table[0] in ("core", "mart"))


def _grow(brand: DuckWarehouse, lake: SparkWarehouse, tables: list[tuple[str, str]], times: int) -> None:
    """Let either engine write the tables again and again, the keys of people and orders with a number behind them."""
    views = {
        (row["schema_name"], row["view_name"]): row["sql"]
        for row in brand.arrow("SELECT schema_name, view_name, sql FROM duckdb_views()").to_pylist()
    }
    beneath = {table for view in tables if view in views for table in tables_of(views[view])}
    stored = sorted((beneath | set(tables)) - set(views))
    here, _nothing = _timed(lambda: [_grow_here(brand, schema, name, times) for schema, name in stored])
    there, rows = _timed(lambda: _grow_there(brand, lake, {f"{schema}_{name}" for schema, name in tables}, times))
    print(f"\n{times} times over: DuckDB {here:.1f} s, engine {there:.1f} s; {rows:,} rows there\n", flush=True)


def _grow_here(brand: DuckWarehouse, schema: str, name: str, times: int) -> None:
    columns = brand.arrow(f"SELECT * FROM {schema}.{name} LIMIT 0").column_names  # noqa: S608
    if not set(_KEYS) & set(columns):
        return
    cells = ", ".join(_KEYS[column][0] if column in _KEYS else f'"{column}"' for column in columns)
    copies = f"range(1, {times}) AS copies(copy)"
    with brand.writing() as session:
        session.execute(f"INSERT INTO {schema}.{name} SELECT {cells} FROM {schema}.{name} CROSS JOIN {copies}")  # noqa: S608


def _grow_there(brand: DuckWarehouse, lake: SparkWarehouse, tables: set[str], times: int) -> int:
    before = lake.in_force()
    line, named = lake.connection, before.named(lake.engine)
    found = []
    for table in before.tables:
        columns = brand.arrow(f"SELECT * FROM {table.name.replace('_', '.', 1)} LIMIT 0").column_names  # noqa: S608
        if table.name not in tables or not set(_KEYS) & set(columns):
            found.append(table)
            continue
        line.ask(lambda session, name=table.name: register(session, lake.engine, before, name))  # type: ignore[misc]
        cells = ", ".join(f"{_KEYS[column][1]} AS {column}" if column in _KEYS else f"`{column}`" for column in columns)
        folder = f"grown/{table.name}"
        place = place_of(lake.engine, folder)
        for copy in range(1, times):
            said = f"SELECT {cells} FROM (SELECT *, {copy}L AS copy FROM {named}.{table.name})"  # noqa: S608
            line.ask(lambda session, said=said, place=place: session.sql(said).write.mode("append").parquet(place))  # type: ignore[misc]
        found.append(replace(table, parts=(*table.parts, Part(folder=folder, rows=table.rows * (times - 1)))))
    after = replace(before, number=before.number + 1, schema=f"{before.schema}_grown", tables=tuple(found))
    with lake.taking_over() as session:
        put_in_force(session, after, kept=1)
    return sum(table.rows for table in found if table.name in tables)


def _ask_all(questions: Sequence[str], brand: Any, lake: DuckWarehouse) -> None:
    print("| question | DuckDB s | engine s | ratio | again on the engine s | same findings |")
    print("|---|---|---|---|---|---|")
    for name in questions:
        _ask(name, brand, lake)


def _ask(name: str, brand: Any, lake: DuckWarehouse) -> None:
    params = make_params(name, {}, brand)
    here, one = _timed(lambda: ANALYSES[name].run(brand, params))
    try:
        there, other = _timed(lambda: ANALYSES[name].run(lake, params))
        again, _other = _timed(lambda: ANALYSES[name].run(lake, params))
    except InsightError as error:
        print(f"| {name} | {here:.2f} | {str(error)[:200]} | | | |", flush=True)
        return
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
