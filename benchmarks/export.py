"""A list of 200,000 people to .xlsx: ours beside XlsxWriter and openpyxl, same table, same run.

    python -m benchmarks.export [--rows 200000] [--customers 200000] [--orders-each 5] [--without-peers]

First the writers alone, then `write_list` on a workspace of so many customers: query, consent, control group, count,
passport, file, hash, log. The list is of every fifth person where there are five times as many customers as rows.
"""

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pyarrow as pa
import xlsxwriter

from insight.export import ListChoices, Sheet, people, write_list, write_workbook
from insight.export.row_xml import kind_of
from insight.govern import check_log
from insight.i18n import _
from insight.segments import Segment
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, refresh

NOW = dt.datetime(2026, 1, 5, 9, 30)
BUDGET_S = 5.0

STAGE_CUSTOMERS = """
INSERT INTO staging.customers BY NAME
SELECT
    'youzan:' || (6932169358293000000 + n) AS source_key,
    (6932169358293000000 + n)::VARCHAR AS source_customer_id,
    'M' || lpad(n::VARCHAR, 8, '0') AS member_no,
    '张' || chr((19968 + n % 2000)::INTEGER) || '三' AS name,
    '小' || chr((19968 + n % 900)::INTEGER) || n AS nickname,
    (13000000000 + n * 37)::VARCHAR AS phone,
    'user' || n || '@example.com' AS email,
    '浙江省' AS province,
    '杭州市' AS city,
    'VIP' || n % 4 AS tier,
    '敏感肌; 复购' AS tags,
    1 AS batch_id,
    'youzan' AS source_system,
    'customers.csv' AS source_file,
    n + 2 AS source_row
FROM range($rows) AS people(n)
"""

STAGE_ORDERS = """
INSERT INTO staging.orders BY NAME
SELECT
    'youzan:E' || n AS order_key,
    'E' || n AS order_id,
    (6932169358293000000 + n * 7919 % $rows)::VARCHAR AS buyer_ref,
    TIMESTAMP '2024-01-01' + INTERVAL (n * 61 % 63072000) SECOND AS ordered_at,
    'completed' AS status,
    CASE n % 3 WHEN 0 THEN 'tmall' WHEN 1 THEN 'youzan' ELSE 'douyin' END AS channel,
    (n % 50000 / 100 + 1)::DECIMAL(18,2) AS paid_amount,
    'CNY' AS currency,
    1 AS batch_id,
    'youzan' AS source_system,
    'orders.csv' AS source_file,
    n + 2 AS source_row
FROM range($rows * $each) AS orders(n)
"""

STAGE_CONSENTS = """
INSERT INTO staging.consents BY NAME
SELECT
    md5_number_lower('consent' || n) AS row_key,
    (13000000000 + n * 37)::VARCHAR AS customer_ref,
    (13000000000 + n * 37)::VARCHAR AS phone,
    '短信营销' AS purpose,
    CASE WHEN n % 20 = 0 THEN 'withdrawn' ELSE 'granted' END AS status,
    TIMESTAMP '2024-01-01' + INTERVAL (n * 61 % 63072000) SECOND AS "at",
    1 AS batch_id,
    'youzan' AS source_system,
    'consents.csv' AS source_file,
    n + 2 AS source_row
FROM range($rows) AS people(n)
"""

STAGE_BATCH = """
INSERT INTO app.batches (batch_id, imported_at, file, file_sha256, file_bytes, template, source_system, mapping, counts)
VALUES (1, $now, 'orders.csv', 'abc', 1, 'benchmark', 'youzan', '{}', '{}')
"""

_ONE_IN = """
SELECT customer_id
FROM core.source_customers
WHERE (source_row - 2) % $one_in = 0
"""


def some(one_in: int) -> Segment:
    """Every so many-th person."""
    return Segment(
        sentence=_("Everyone"),
        statement=_ONE_IN,
        values={"one_in": one_in},
        as_of=dt.date(2026, 1, 1),
        analysis="benchmark",
    )


def workspace(folder: Path, customers: int, orders_each: int) -> DuckWarehouse:
    """A workspace of that many people with orders; all were asked about marketing, one in twenty withdrew."""
    warehouse = DuckWarehouse(folder / "benchmark", Settings(home=folder))
    values = {"rows": customers, "each": orders_each, "now": NOW}
    with warehouse.writing() as session:
        for statement in (STAGE_CUSTOMERS, STAGE_ORDERS, STAGE_CONSENTS, STAGE_BATCH):
            session.execute(statement, values)
        refresh(session)
    return warehouse


def by_ours(table: pa.Table, path: Path) -> None:
    """The writer of this program."""
    with path.open("wb") as target:
        write_workbook(target, [Sheet(title="People", table=table)], created=NOW)


def by_xlsxwriter(table: pa.Table, path: Path) -> None:
    """XlsxWriter with constant memory, every cell by the method of its type, text as text."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("People")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        writers = {
            "text": sheet.write_string,
            "moment": lambda row, place, value: sheet.write_datetime(row, place, value, moment),
        }
        kinds = [writers.get(kind_of(field.type), sheet.write_number) for field in table.schema]
        sheet.write_row(0, 0, table.column_names)
        for row, values in enumerate(_rows(table), start=1):
            for place, value in enumerate(values):
                if value is not None:
                    kinds[place](row, place, value)


def by_openpyxl(table: pa.Table, path: Path) -> None:
    """openpyxl in write-only mode."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("People")
    sheet.append(table.column_names)
    for values in _rows(table):
        sheet.append(values)
    book.save(path)


def _rows(table: pa.Table) -> "zip[tuple[object, ...]]":
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """How long the work takes by the clock, and of processor time: the two part where others use the machine."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def compare_writers(table: pa.Table, folder: Path) -> None:
    """Print what each writer takes for the table, as a multiple of ours."""
    print(f"{table.num_rows:,} rows × {table.num_columns} columns\n")
    print(f"{'writer':<28}{'seconds':>9}{'CPU':>8}{'ratio':>8}{'MB':>8}")
    ours = None
    for name, write in (("ours", by_ours), ("XlsxWriter, constant memory", by_xlsxwriter), ("openpyxl", by_openpyxl)):
        path = folder / f"{write.__name__}.xlsx"
        taken, used = seconds(partial(write, table, path))
        ours = ours or taken
        print(f"{name:<28}{taken:>9.2f}{used:>8.2f}{taken / ours:>8.1f}{path.stat().st_size / 1e6:>8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--customers", type=int, default=None)
    parser.add_argument("--orders-each", type=int, default=5)
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    customers = options.customers or options.rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warehouse = workspace(folder, customers, options.orders_each)
        segment = some(max(1, customers // options.rows))
        if not options.without_peers:
            compare_writers(people(warehouse, segment, currency="CNY"), folder)
        write = partial(write_list, warehouse, segment, language="zh_CN", currency="CNY", exported_at=NOW)
        print(f"\n{options.rows:,} of {customers:,} people, {customers * options.orders_each:,} orders")
        print(f"budget {BUDGET_S:.0f} s")
        contact = ListChoices(purpose="marketing", control_share=0.1)
        for said, work in (
            ("the question alone", partial(people, warehouse, segment, currency="CNY")),
            (".xlsx with passport", partial(write, folder / "list.xlsx")),
            (".xlsx for marketing", partial(write, folder / "contact.xlsx", choices=contact)),
            (".csv", partial(write, folder / "list.csv")),
            ("the check of the log", partial(check_log, warehouse)),
        ):
            taken, used = seconds(work)
            print(f"{said:<28}{taken:>9.2f}{used:>8.2f}")
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
        warehouse.close()


if __name__ == "__main__":
    main()
