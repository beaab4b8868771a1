"""What cells look like, as the second witness of what a column is."""

import pyarrow as pa
import pytest

from insight.ingest.recognise.cells.witness import Witnessed
from insight.schema import Kind


def _agrees(kind: Kind, *cells: str | None) -> bool:
    return Witnessed.of(pa.table({"0": pa.array(cells, pa.string())})).agrees(kind, 0)


@pytest.mark.parametrize(
    "cell",
    [
        "2024/1/5 13:02",
        "2024-01-05 13:02:11",
        "20240105",
        "20240105130211",
        "31/12/2023 22:36",
        "2026/05/28 7:01:33 PM GMT+2",
        "2024-05-01 10:00:00 +0000",
        "2017-06-17T08:04:21+00:00",
        "2024年1月5日",
        "05.01.2024",
        "Jan 5, 2024",
        "5 Jan 2024",
        "1714526400",
        "1714526400000",
        "1611789078248882",
        "46175.48",
    ],
)
def test_times_look_like_times_in_every_form_that_exports_write(cell: str) -> None:
    assert _agrees(Kind.TIME, cell)


@pytest.mark.parametrize("cell", ["soon", "12.50", "1234.50", "¥99", "A100", "13800138000", "已付款", "7"])
def test_other_values_are_not_times(cell: str) -> None:
    assert not _agrees(Kind.TIME, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "12",
        "1,234.50",
        "¥1,234.50",
        "￥12",
        "$1,018.00",
        "-$12.00",
        "(12.00)",
        "৳2,999",
        "1.2万",
        "12.5元",
        "€ 9",
        "USD 9.5",
        "1.234,50",
        ".5",
    ],
)
def test_amounts_look_like_amounts_in_every_form_that_exports_write(cell: str) -> None:
    assert _agrees(Kind.MONEY, cell)


@pytest.mark.parametrize("cell", ["2024-01-05", "10:30", "SKU-1", "无退款申请", "many", "a@b.c"])
def test_other_values_are_not_amounts(cell: str) -> None:
    assert not _agrees(Kind.MONEY, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "13800138000",
        "138****1234",
        "186******05",
        "1******6198",
        "86-13900000004",
        "+86 139 0000 0004",
        "'13800138000",
        "13800138000.0",
        "1.38E+10",
    ],
)
def test_phones_look_like_phones_also_when_masked_or_damaged(cell: str) -> None:
    assert _agrees(Kind.PHONE, cell)


@pytest.mark.parametrize("cell", ["$$密文", "张三", "12", "a@b.c", "2024/1/5 13:02"])
def test_other_values_are_not_phones(cell: str) -> None:
    assert not _agrees(Kind.PHONE, cell)


def test_a_number_may_begin_like_a_date_but_may_not_be_one() -> None:
    assert _agrees(Kind.ID, "2024-10-000123", '="6917926768823643751"', "260517-607198974342268")
    assert not _agrees(Kind.ID, "2024-01-05", "2024-01-06 10:00:00")
    assert not _agrees(Kind.ID, "a@example.com")


def test_one_cell_in_five_may_be_wrong_and_no_more() -> None:
    assert _agrees(Kind.MONEY, "1", "2", "3", "4", "oops")
    assert not _agrees(Kind.MONEY, "1", "2", "3", "oops", "oops")


def test_a_blank_column_contradicts_nothing() -> None:
    assert _agrees(Kind.TIME, None, "", "-", "0000-00-00", "N/A", '=""')
    assert _agrees(Kind.PHONE)


def test_rows_of_a_value_that_stands_several_times_are_found_wherever_they_are() -> None:
    cells = pa.table({"0": [str(number) for number in range(500)] + ["x", "x", None, None], "1": ["a"] * 504})
    assert Witnessed.of(cells).where_repeated((0,)).values(0) == ("x", "x")
