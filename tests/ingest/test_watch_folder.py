"""A watched folder: files are taken when they are whole, put away with their report, and never lost."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from insight.errors import ParameterError
from insight.ingest import batches
from insight.ingest.watch import Taken, WatchFolder
from insight.warehouse import DuckWarehouse
from tests.uploads import IMPORTED_AT, new_workspace, write

HEADER = "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额\n"
PATIENCE = 30.0


def orders(*numbers: int, status: str = "交易成功") -> str:
    return HEADER + "".join(f"69321693582930{number:05},a,10,10,{status},2024-01-05 13:02:11,0\n" for number in numbers)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "drop"
    path.mkdir()
    return path


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def watch(warehouse: DuckWarehouse, folder: Path) -> WatchFolder:
    return WatchFolder(warehouse=warehouse, folder=folder, language="en", still_s=0.05, patience_s=0.3)


def take_all(warehouse: DuckWarehouse, folder: Path) -> list[Taken]:
    taken: list[Taken] = []
    watch(warehouse, folder).run(taken.append, lambda: False, once=True)
    return taken


@contextmanager
def watching(warehouse: DuckWarehouse, folder: Path) -> Iterator[list[Taken]]:
    """A watch that goes on in the background, and what it has taken so far."""
    taken: list[Taken] = []
    stop = threading.Event()
    thread = threading.Thread(target=lambda: watch(warehouse, folder).run(taken.append, stop.is_set, once=False))
    thread.start()
    try:
        yield taken
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_loaded_files_go_to_done_and_refused_ones_to_refused_with_the_report_beside(
    warehouse: DuckWarehouse, folder: Path
) -> None:
    write(folder, "a.csv", orders(1, 2), "gb18030")
    write(folder, "b.csv", "颜色,形状\n红,圆\n")
    take_all(warehouse, folder)
    assert names(folder) == ["done/a.csv", "done/a.csv.report.json", "refused/b.csv", "refused/b.csv.report.json"]
    (done,) = json.loads((folder / "done/a.csv.report.json").read_text(encoding="utf-8"))
    assert done["file"] == "a.csv"
    assert done["encoding"] == "gb18030"
    assert done["tables"]["orders"] == {"read": 2, "new": 2, "updated": 0, "unchanged": 0, "rejected": 0}
    (refused,) = json.loads((folder / "refused/b.csv.report.json").read_text(encoding="utf-8"))
    assert refused["refused"].count(" — ") == 2
    assert refused["tables"] == {}


def test_each_file_is_a_transaction_of_its_own(warehouse: DuckWarehouse, folder: Path) -> None:
    for name, numbers in (("a.csv", (1,)), ("b.csv", (2, 3))):
        write(folder, name, orders(*numbers))
    write(folder, "c.csv", "")
    take_all(warehouse, folder)
    assert sorted(batches(warehouse)["file"]) == ["a.csv", "b.csv"]
    assert warehouse.count("SELECT 1 FROM core.orders") == 3


@pytest.mark.slow("imports files again and again")
def test_the_older_file_is_taken_first_so_that_the_newer_status_counts(warehouse: DuckWarehouse, folder: Path) -> None:
    newer = write(folder, "a.csv", orders(1, status="交易关闭"))
    older = write(folder, "b.csv", orders(1))
    os.utime(older, (1_700_000_000, 1_700_000_000))
    os.utime(newer, (1_700_000_100, 1_700_000_100))
    take_all(warehouse, folder)
    assert warehouse.query("SELECT raw_status FROM core.orders")["raw_status"].tolist() == ["交易关闭"]


@pytest.mark.slow("imports files again and again")
def test_a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten(warehouse: DuckWarehouse, folder: Path) -> None:
    for number in (1, 2, 3):
        write(folder, "a.csv", orders(number))
        take_all(warehouse, folder)
    assert names(folder / "done") == [
        "a (2).csv",
        "a (2).csv.report.json",
        "a (3).csv",
        "a (3).csv.report.json",
        "a.csv",
        "a.csv.report.json",
    ]
    assert (folder / "done/a (3).csv").read_text(encoding="utf-8") == orders(3)


@pytest.mark.parametrize("name", ["~$a.xlsx", "a.csv.part", "a.tmp", ".a.csv", "a.CRDOWNLOAD", ".~lock.a.csv#"])
def test_files_under_a_passing_name_are_left_alone(warehouse: DuckWarehouse, folder: Path, name: str) -> None:
    write(folder, name, orders(1))
    assert take_all(warehouse, folder) == []
    assert names(folder) == [name]


def test_a_file_whose_download_goes_on_beside_it_is_left_alone(warehouse: DuckWarehouse, folder: Path) -> None:
    write(folder, "a.csv", "")
    write(folder, "a.csv.part", orders(1))
    assert take_all(warehouse, folder) == []
    (folder / "a.csv.part").replace(folder / "a.csv")
    (taken,) = take_all(warehouse, folder)
    assert taken.reports[0].tables["orders"].new == 1


@pytest.mark.slow("imports files again and again")
def test_a_file_is_taken_only_when_it_no_longer_grows(warehouse: DuckWarehouse, folder: Path) -> None:
    path = write(folder, "a.csv", HEADER)
    lines = iter(orders(*range(9)).splitlines(keepends=True)[1:])
    taken: list[Taken] = []

    def grow() -> bool:
        with path.open("a", encoding="utf-8") as file:
            file.write(next(lines, ""))
        return False

    watch(warehouse, folder).run(taken.append, grow, once=True)
    assert taken[0].reports[0].tables["orders"].new == 9


def test_a_file_that_never_stops_growing_is_left_and_said(warehouse: DuckWarehouse, folder: Path) -> None:
    path = write(folder, "a.csv", orders(1))
    taken: list[Taken] = []
    ticks = iter(range(1, 10_000_000))

    def grow() -> bool:
        os.utime(path, (1, next(ticks)))
        return False

    watch(warehouse, folder).run(taken.append, grow, once=True)
    assert taken[0].moved_to is None
    assert "still being written" in str(taken[0].reports[0].refused)
    assert names(folder) == ["a.csv"]


@pytest.mark.slow("imports files again and again")
def test_files_that_arrive_later_are_taken_too(warehouse: DuckWarehouse, folder: Path) -> None:
    with watching(warehouse, folder) as taken:
        write(folder, "a.csv", orders(1))
        until(lambda: len(taken) == 1)
        write(folder, "b.csv", orders(2))
        until(lambda: len(taken) == 2)
    assert [each.file for each in taken] == ["a.csv", "b.csv"]


def test_once_takes_what_is_there_and_stops(warehouse: DuckWarehouse, folder: Path) -> None:
    write(folder, "a.csv", orders(1))
    taken: list[Taken] = []

    def tell(one: Taken) -> None:
        taken.append(one)
        write(folder, "later.csv", orders(2))

    watch(warehouse, folder).run(tell, lambda: False, once=True)
    assert [each.file for each in taken] == ["a.csv"]
    assert (folder / "later.csv").exists()


def test_asked_to_stop_it_stops_between_two_files(warehouse: DuckWarehouse, folder: Path) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        write(folder, name, orders(1))
    taken: list[Taken] = []
    watch(warehouse, folder).run(taken.append, lambda: bool(taken), once=False)
    assert len(taken) == 1
    assert len([name for name in names(folder) if "/" not in name]) == 2


def test_a_file_that_cannot_be_put_away_is_loaded_once_and_moved_later(warehouse: DuckWarehouse, folder: Path) -> None:
    write(folder, "done", "a file where the folder should be")
    path = write(folder, "a.csv", orders(1))
    watched = watch(warehouse, folder)
    first = watched.take(path, IMPORTED_AT)
    assert first.moved_to is None
    assert "cannot be taken out of the folder" in str(first.reports[0].refused)
    (folder / "done").unlink()
    assert watched.take(path, IMPORTED_AT).moved_to == folder / "done" / "a.csv"
    assert len(batches(warehouse)) == 1


def test_a_long_chinese_name_is_shortened_to_what_a_disk_takes(warehouse: DuckWarehouse, folder: Path) -> None:
    write(folder, "订" * 83 + ".csv", orders(1))
    (taken,) = take_all(warehouse, folder)
    assert taken.moved_to is not None
    assert taken.moved_to.name.startswith("订" * 60)
    assert taken.moved_to.with_name(taken.moved_to.name + ".report.json").exists()


def test_a_name_in_gbk_bytes_is_shown_as_its_author_saw_it(warehouse: DuckWarehouse, folder: Path) -> None:
    name = os.fsdecode("订单.csv".encode("gbk"))
    try:
        write(folder, name, orders(1))
    except OSError:
        pytest.skip("this disk takes names in UTF-8 only")
    (taken,) = take_all(warehouse, folder)
    assert taken.file == "订单.csv"
    assert batches(warehouse)["file"].tolist() == ["订单.csv"]


@pytest.mark.slow("imports files again and again")
def test_a_damaged_file_does_not_keep_the_others_from_being_taken(warehouse: DuckWarehouse, folder: Path) -> None:
    write(folder, "a.xlsx", "no workbook")
    write(folder, "b.csv", orders(1))
    (folder / "c.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    take_all(warehouse, folder)
    assert [name for name in names(folder) if not name.endswith(".json")] == [
        "done/b.csv",
        "refused/a.xlsx",
        "refused/c.xlsx",
    ]


def test_a_folder_that_does_not_exist_is_refused(warehouse: DuckWarehouse, folder: Path) -> None:
    with pytest.raises(ParameterError, match="--watch"):
        watch(warehouse, folder / "nowhere")
