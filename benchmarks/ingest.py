"""Reading and typing exports, beside pandas and openpyxl on the same file in the same run.

    python -m benchmarks.ingest [--csv-rows 1000000] [--xlsx-rows 200000] [--turns 1]

"Read and typed" is everything up to rows that staging can take: bytes, encoding, header, recognition, every cell typed,
orders shaped, problems listed. The peer reads the same file to text and types the same columns. Memory is the peak of a
process of its own that does nothing else. Of several turns, each of all in order, the best of each is told: the seconds
by the clock, and the processor seconds of all processes, which another's work on the machine changes less.
"""

import argparse
import datetime as dt
import multiprocessing as mp
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pandas as pd
import xlsxwriter

CSV_HEADER = [
    *(
        "订单编号",
        "买家会员名",
        "买家支付宝账号",
        "支付单号",
        "买家应付货款",
        "买家应付邮费",
        "总金额",
        "买家实际支付金额",
    ),
    *("订单状态", "收货人姓名", "收货地址 ", "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝总数量"),
    *("店铺名称", "退款金额", "确认收货时间", "主订单编号"),
]
XLSX_HEADER = [
    *("订单编号", "买家会员名", "总金额", "买家实际支付金额", "订单状态", "订单创建时间", "订单付款时间", "退款金额"),
]
_MONEY = ["买家应付货款", "买家应付邮费", "总金额", "买家实际支付金额", "退款金额"]
_TIMES = ["订单创建时间", "订单付款时间", "确认收货时间"]
_START = dt.datetime(2024, 1, 1)
_PEOPLE = 300_000


def main() -> None:
    """Print one table: seconds, rows a second, processor seconds, their ratios, peak memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--csv-rows", type=int, default=1_000_000)
    parser.add_argument("--xlsx-rows", type=int, default=200_000)
    parser.add_argument("--turns", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        csv_path = write_csv(Path(folder) / "orders.csv", options.csv_rows)
        xlsx_path = write_xlsx(Path(folder) / "orders.xlsx", options.xlsx_rows)
        print("| file | who | seconds | rows/s | ratio | processor s | ratio | peak MiB |")
        print("|---|---|---|---|---|---|---|---|")
        csv, xlsx = (
            f"CSV GB18030, 20 columns, {options.csv_rows:,} rows",
            f"xlsx, 8 columns, {options.xlsx_rows:,} rows",
        )
        _compare(csv, csv_path, options.csv_rows, options.turns, ours, pandas_csv)
        _compare(xlsx, xlsx_path, options.xlsx_rows, options.turns, ours, openpyxl_xlsx)


class _Measured(NamedTuple):
    seconds: float
    processor: float
    peak: float
    rows: int


def _compare(title: str, path: Path, rows: int, turns: int, *runs: Callable[[Path], int]) -> None:
    measured = [[_measured(run, path) for run in runs] for _turn in range(turns)]
    best = [_best([turn[at] for turn in measured]) for at in range(len(runs))]
    for run, found in zip(runs, best, strict=True):
        if found.rows != rows:
            raise SystemExit(f"{run.__name__} read {found.rows} of {rows} rows")
        clock = f"{found.seconds:.2f} | {rows / found.seconds:,.0f} | {found.seconds / best[0].seconds:.1f}"
        processor = f"{found.processor:.2f} | {found.processor / best[0].processor:.1f}"
        print(f"| {title} | {run.__name__} | {clock} | {processor} | {found.peak:,.0f} |", flush=True)


def _best(turns: list[_Measured]) -> _Measured:
    seconds, processor, peak, rows = zip(*turns, strict=True)
    return _Measured(min(seconds), min(processor), min(peak), min(rows))


def _measured(run: Callable[[Path], int], path: Path) -> _Measured:
    """One run in a fresh process."""
    context = mp.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run_apart, args=(run, path, sender))
    process.start()
    result: _Measured = receiver.recv()
    process.join()
    return result


def _run_apart(run: Callable[[Path], int], path: Path, sender: "mp.connection.Connection") -> None:
    run(path.with_name(f"small{path.suffix}"))
    started, worked = time.perf_counter(), _processor_seconds()
    rows = run(path)
    seconds, worked = time.perf_counter() - started, _processor_seconds() - worked
    sender.send(_Measured(seconds, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows))


def _processor_seconds() -> float:
    """Of this process, and of those that it began and that are gone."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def ours(path: Path) -> int:
    """Examine the file and clean it, as an import does before anything is stored."""
    from insight.ingest.clean import clean
    from insight.ingest.draft import examine
    from insight.warehouse import scratch

    (draft,) = examine(path)
    if draft.table is None or draft.mapping is None:
        raise SystemExit(f"refused: {draft.refusal}")
    with scratch() as session:
        return clean(session, draft.table, draft.mapping, currency="CNY").read["orders"]


def pandas_csv(path: Path) -> int:
    """The usual script: read as text, strip the protection of ids, type money and times."""
    frame = pd.read_csv(path, encoding="gb18030", dtype=str)
    return len(_typed(frame))


def openpyxl_xlsx(path: Path) -> int:
    """The usual script for a workbook: openpyxl in read-only mode into pandas, then typed."""
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    header = [str(cell) for cell in next(rows)]
    return len(_typed(pd.DataFrame(rows, columns=header, dtype=str)))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    frame.columns = frame.columns.str.strip()
    frame["订单编号"] = frame["订单编号"].str.strip('="')
    for column in set(_MONEY) & set(frame.columns):
        frame[column] = pd.to_numeric(frame[column], errors="coerce")
    for column in set(_TIMES) & set(frame.columns):
        frame[column] = pd.to_datetime(frame[column], errors="coerce")
    return frame


def _order(number: int, draw: random.Random) -> dict[str, str]:
    at = f"{_START + dt.timedelta(seconds=number * 60):%Y-%m-%d %H:%M:%S}"
    order_id, person = 1234567890123400000 + number * 7, draw.randrange(_PEOPLE)
    amount = draw.randrange(1000, 90000) / 100
    return {
        "订单编号": f'="{order_id}"',
        "买家会员名": f"买家昵称{person}",
        "支付单号": f'="2024{order_id}"',
        "买家应付货款": f"{amount:.2f}",
        "买家应付邮费": "0.00",
        "总金额": f"{amount:.2f}",
        "买家实际支付金额": f"{amount:.2f}",
        "订单状态": "交易成功",
        "收货人姓名": "张*",
        "收货地址 ": "浙江省 杭州市 西湖区 文*路***",
        "联系手机": f"'138****{person % 10000:04d}",
        "订单创建时间": at,
        "订单付款时间 ": at,
        "订单付款时间": at,
        "宝贝标题 ": f"【示例】护手霜 30g，3支装 {number % 50}",
        "宝贝总数量": "1",
        "店铺名称": "示例旗舰店",
        "退款金额": "0.00",
        "确认收货时间": at,
        "主订单编号": f'="{order_id}"',
    }


def write_csv(path: Path, rows: int) -> Path:
    """Orders in the shape of a Tmall report, GB18030, and a small file of the same kind beside it to warm up with."""
    for target, number in ((path, rows), (path.with_name("small.csv"), 100)):
        draw = random.Random(1)
        with target.open("w", encoding="gb18030", newline="") as file:
            file.write(",".join(CSV_HEADER) + "\r\n")
            for at in range(number):
                order = _order(at, draw)
                file.write(",".join(_quoted(order.get(column, "")) for column in CSV_HEADER) + "\r\n")
    return path


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if '"' in text or "," in text else text


def write_xlsx(path: Path, rows: int) -> Path:
    """The same orders with eight columns as a workbook, and a small one beside it."""
    for target, number in ((path, rows), (path.with_name("small.xlsx"), 100)):
        draw = random.Random(1)
        book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, XLSX_HEADER)
        for at in range(number):
            order = _order(at, draw)
            sheet.write_row(at + 1, 0, [order[column].strip('="') for column in XLSX_HEADER])
        book.close()
    return path


if __name__ == "__main__":
    main()
