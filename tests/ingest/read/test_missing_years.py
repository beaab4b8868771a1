"""Days written without their year: what tells it, and what is said of it."""

import datetime as dt
import os
from pathlib import Path

import pytest

from insight.ingest.read import read_file
from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.table import TextTable
from tests.uploads import write

WRITTEN_ON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def read(folder: Path, text: str, name: str = "f.csv", **said: int) -> TextTable:
    path = write(folder, name, text)
    os.utime(path, (WRITTEN_ON.timestamp(), WRITTEN_ON.timestamp()))
    (table,) = read_file(path, choices=ReadChoices(**said))
    assert isinstance(table, TextTable)
    return table


def cells(table: TextTable, column: int = 0) -> list[str | None]:
    return table.cells[str(column)].to_pylist()


def told(table: TextTable) -> list[tuple[str, int | None, tuple[str, ...]]]:
    return [(one.value, one.rows, one.alternatives) for one in table.assumptions if one.what == "year"]


def test_each_day_is_the_last_such_day_before_the_file_was_written(tmp_path: Path) -> None:
    table = read(tmp_path, "下单时间,金额\n12-30 12:10,5\n01-05 09:00,6\n01-07 10:00,7\n02-29 08:00,8\n")
    assert cells(table) == ["12/30/2025 12:10", "01/05/2026 09:00", "01/07/2025 10:00", "02/29/2024 08:00"]
    assert told(table) == [("2024–2026", 4, ("2023",))]


@pytest.mark.parametrize("name", ["2023年3月订单.csv", "orders_202303.csv", "orders-20230331.csv"])
def test_the_name_of_the_file_says_the_year(tmp_path: Path, name: str) -> None:
    table = read(tmp_path, "日期,金额\n3月1日,5\n3月12日 下午2:05,6\n", name)
    assert cells(table) == ["2023-03-01", "2023-03-12 下午2:05"]
    assert told(table) == [("2023", 2, ("2022",))]


def test_whole_dates_of_the_sheet_say_the_year(tmp_path: Path) -> None:
    table = read(tmp_path, "下单,送达,金额\n03-01 12:10,2024-03-01 13:00,5\n03-02 12:10,2024-03-02 13:00,6\n")
    assert cells(table) == ["03/01/2024 12:10", "03/02/2024 12:10"]


def test_a_person_says_the_year_and_the_day_may_come_first(tmp_path: Path) -> None:
    table = read(tmp_path, "date,amount\n25/12,5\n03/12,6\n", year=2022)
    assert cells(table) == ["25/12/2022", "03/12/2022"]
    assert told(table) == []


def test_birthdays_sizes_and_scores_have_no_year(tmp_path: Path) -> None:
    table = read(tmp_path, "生日,尺码,比分\n3月1日,10-12,3-1\n4月2日,12-12,2-2\n")
    assert [cells(table, at) for at in range(3)] == [["3月1日", "4月2日"], ["10-12", "12-12"], ["3-1", "2-2"]]
    assert told(table) == []
