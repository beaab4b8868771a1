"""Values in the forms that exports of many countries write, from the cell to the workspace."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from insight.ingest.clean.columns import ColumnHabits, habits
from insight.ingest.clean.macros import reading
from insight.ingest.clean.times import read_times
from insight.schema import TABLES
from insight.warehouse import DuckWarehouse, Session, scratch
from tests.uploads import new_workspace, upload, write


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """With the readings of cells, and no row."""
    with scratch() as opened:
        yield reading(opened)


def nothing_else(size: int) -> dict[str, pa.ChunkedArray]:
    empty = pa.chunked_array([pa.nulls(size, pa.string())])
    return {column: empty for column in TABLES["orders"].column_names if column != "paid_amount"}


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def rows(warehouse: DuckWarehouse, statement: str) -> list[tuple[object, ...]]:
    found = warehouse.query(statement).astype(object)
    return list(found.where(found.notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "day_first", "time"),
    [
        ("05/01/26", False, "2026-05-01 00:00:00"),
        ("1.5.26", True, "2026-05-01 00:00:00"),
        ("05/01/2026 10:11:12 AM", False, "2026-05-01 10:11:12"),
        ("31/12/2023 22:36", True, "2023-12-31 22:36:00"),
        ("5/13/26, 1:05 PM", False, "2026-05-13 13:05:00"),
        ("Sep-27-26", False, "2026-09-27 00:00:00"),
        ("12-May-26", False, "2026-05-12 00:00:00"),
        ("01 May 2026 10:11", False, "2026-05-01 10:11:00"),
        ("May 1, 2026 at 3:05 PM", False, "2026-05-01 15:05:00"),
        ("March 3rd, 2026", False, "2026-03-03 00:00:00"),
        ("Fri May 01 2026 10:00:00 GMT+0800", False, "2026-05-01 02:00:00"),
        ("1. Mai 2026", False, "2026-05-01 00:00:00"),
        ("13 de mayo de 2026", False, "2026-05-13 00:00:00"),
        ("15 août 2026 10:11", False, "2026-08-15 10:11:00"),
        ("2026/05/01 午後3:05", False, "2026-05-01 15:05:00"),
        ("2026/05/01 中午12:30", False, "2026-05-01 12:30:00"),
        ("20260501", False, "2026-05-01 00:00:00"),
        ('="2026-05-01 10:00:00"', False, "2026-05-01 10:00:00"),
        ("not a day", False, None),
    ],
)
def test_times_in_many_forms(session: Session, text: str, day_first: bool, time: str | None) -> None:
    session.execute("CREATE OR REPLACE TEMP TABLE told AS SELECT $text::VARCHAR AS text", {"text": text})
    read_times(session, "told", {"formats": ColumnHabits(day_first=day_first).time_formats, "timezone": "UTC"})
    found = session.scalar("SELECT moment FROM told")
    assert (None if found is None else f"{found:%Y-%m-%d %H:%M:%S}") == time


@pytest.mark.parametrize(
    ("text", "decimal_comma", "amount"),
    [
        ("US$1,234.50", False, 1234.5),
        ("R$ 1.234,50", True, 1234.5),
        ("1 025,00 €", True, 1025),
        ("Rp 12.000", True, 12000),
        ("NT$1,200", False, 1200),
        ("12.50 kr", False, 12.5),
        ("¥1,200円", False, 1200),
        ("(¥12.00)", False, -12),
        ("-$5.00", False, -5),
        ('="99.00"', False, 99),
        ("１２３．５０", False, 123.5),
        ("twelve", False, None),
    ],
)
def test_amounts_in_many_forms(session: Session, text: str, decimal_comma: bool, amount: float | None) -> None:
    found = session.scalar("SELECT as_money($text, $comma)", {"text": text, "comma": decimal_comma})
    assert (None if found is None else float(found)) == amount


@pytest.mark.parametrize(
    ("cells", "decimal_comma"),
    [
        (["1.234,50", "9,95"], True),
        (["1.234.567", "999"], True),
        (["Rp 12.000", "Rp 9.500"], True),
        (["12.000", "9.500"], True),
        (["0.125", "1.250"], False),
        (["1,234.50"], False),
    ],
)
def test_the_column_tells_which_sign_is_the_decimal_one(cells: list[str], decimal_comma: bool) -> None:
    texts = pa.table({"paid_amount": pa.chunked_array([cells], pa.string())} | nothing_else(len(cells)))
    assert habits(texts, "orders")["paid_amount"].decimal_comma is decimal_comma


@pytest.mark.parametrize(
    ("cells", "day_first", "is_guess"),
    [
        (["12/05/2024", "03/04/2024"], False, True),
        (["13/05/2024", "03/04/2024"], True, False),
        (["05/13/2024", "03/04/2024"], False, False),
        (["12/12/2024", "12/01/2024"], False, True),
    ],
)
def test_only_a_number_above_twelve_proves_which_one_is_the_day(
    cells: list[str], day_first: bool, is_guess: bool
) -> None:
    texts = pa.table(nothing_else(len(cells)) | {"ordered_at": pa.chunked_array([cells], pa.string())})
    found = habits(texts, "orders")["ordered_at"]
    assert (found.day_first, found.is_guess) == (day_first, is_guess)


@pytest.mark.one_in(6)
@pytest.mark.parametrize(
    ("word", "code"),
    [("人民币", "CNY"), ("RMB", "CNY"), ("usd", "USD"), ("US$", "USD"), ("EUR - Euro", "EUR"), ("円", "JPY")],
)
def test_words_for_currencies_become_codes(warehouse: DuckWarehouse, tmp_path: Path, word: str, code: str) -> None:
    text = f"订单编号,下单时间,会员号,实付金额,币种\nA100000001,2026-05-01,V1,9,{word}\n"
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert rows(warehouse, "SELECT currency FROM core.orders") == [(code,)]


def test_signs_of_amounts_are_the_currency_of_the_file(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = 'Order ID,Order Date,Email,Order Total\nA100000001,2026-05-01,a@b.cn,"$1,234.50"\n'
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert rows(warehouse, "SELECT currency, order_amount::DOUBLE FROM core.orders") == [("USD", 1234.5)]


def test_a_status_that_no_list_has_is_told_by_its_stem(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    words = ("待配货", "Storniert", "發貨完成", "某种状态")
    lines = "".join(f"A10000000{n},2026-05-01,V{n},9,{word}\n" for n, word in enumerate(words))
    (report,) = upload(warehouse, write(tmp_path, "o.csv", f"订单编号,下单时间,会员号,实付金额,订单状态\n{lines}"))
    assert [row[0] for row in rows(warehouse, "SELECT status FROM core.orders ORDER BY order_id")] == [
        "paid",
        "closed",
        "shipped",
        "unknown",
    ]
    assert report.problems == 1


def test_points_that_came_and_went_in_two_columns_are_one_change(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "会员卡号,手机号,发生时间,获得积分,消耗积分,积分余额\n"
        "V1,13800000001,2026-05-01 10:00:00,100,,100\nV1,13800000001,2026-05-02 10:00:00,,30,70\n"
        "V1,13800000001,2026-05-03 10:00:00,0,-20,50\n"
    )
    (report,) = upload(warehouse, write(tmp_path, "p.csv", text))
    assert report.tables["points_ledger"].new == 3
    found = rows(warehouse, 'SELECT delta, kind FROM core.points_ledger ORDER BY "at"')
    assert found == [(100, "earn"), (-30, "burn"), (-20, "burn")]


def test_a_number_with_hidden_signs_names_nobody(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "订单编号,下单时间,买家账号,买家手机,实付金额\n"
        "A100000001,2026-05-01,j***1,13800000001,9\nA100000002,2026-05-02,j***1,13800000002,9\n"
    )
    upload(warehouse, write(tmp_path, "o.csv", text))
    assert rows(warehouse, "SELECT count(*) FROM core.customers") == [(2,)]


@pytest.mark.slow("imports files again and again")
def test_an_id_that_a_workbook_holds_as_a_number_is_flagged_alone(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (
        ["订单编号", "下单时间", "会员号", "实付金额"],
        [6932169358293001234, "2026-05-01", "V1", 9],
        *([f"69321693582930012{n}", "2026-05-02", f"V{n}", 9] for n in range(10, 40)),
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "o.xlsx")
    (report,) = upload(warehouse, tmp_path / "o.xlsx")
    assert (report.tables["orders"].new, report.tables["orders"].rejected) == (30, 1)
    assert rows(warehouse, "SELECT source_row, reason FROM app.repairs") == [(2, "id_scientific")]


def test_lengths_of_time_are_figures_in_seconds(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = "日期,访客数,平均停留时长\n2026-05-01,100,00:02:31\n2026-05-02,110,00:02:11\n"
    upload(warehouse, write(tmp_path, "m.csv", text))
    found = rows(warehouse, "SELECT value FROM core.metric_daily WHERE metric = '平均停留时长' ORDER BY date")
    assert found == [(151,), (131,)]


def test_days_side_by_side_in_the_header_become_rows(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = '门店,指标,2026-05-01,2026-05-02\n西湖店,客流,100,120\n西湖店,销售额,"1,000.5",1200\n'
    (report,) = upload(warehouse, write(tmp_path, "d.csv", text))
    assert report.tables["metric_daily"].new == 4
    found = rows(
        warehouse, "SELECT date::VARCHAR, subject, value FROM core.metric_daily WHERE metric = '销售额' ORDER BY 1"
    )
    assert found == [("2026-05-01", "西湖店", 1000.5), ("2026-05-02", "西湖店", 1200)]


def test_figures_without_a_day_are_of_the_day_that_the_file_states(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "# Pages and screens\n# Start date: 20260501\n# End date: 20260507\n\n"
        "Page path,Views,Users\n/,1200,800\n/p,300,200\n"
    )
    (report,) = upload(warehouse, write(tmp_path, "g.csv", text))
    assert report.tables["metric_daily"].new == 4
    found = rows(warehouse, "SELECT DISTINCT metric, date::VARCHAR FROM core.metric_daily ORDER BY 1")
    assert found == [
        ("Users (2026-05-01 – 2026-05-07)", "2026-05-07"),
        ("Views (2026-05-01 – 2026-05-07)", "2026-05-07"),
    ]
