"""Strangers' files are read in a process of its own: whatever becomes of it, a sentence is what comes back."""

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from insight.ingest.read import ReadChoices, ReadLimits, TextTable, Unreadable, read_file, read_rows
from insight.ingest.read.apart import Allowance, allowance, read_apart
from tests.ingest.read import reading
from tests.reliability import hostile

PLENTY = Allowance(memory_bytes=1 << 30, processor_seconds=30, seconds=60)
ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")


def book(folder: Path, rows: int = 3) -> Path:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("订单")
    sheet.append(["订单号", "金额", "客户"])
    for number in range(rows):
        sheet.append([f"2024{number:08d}", number / 2, "甲"])
    path = folder / "订单.xlsx"
    workbook.save(path)
    return path


def refusal(found: list[TextTable | Unreadable]) -> str:
    (only,) = found
    assert isinstance(only, Unreadable), only
    return only.error.render("en")


def read_by(path: Path, allowed: Allowance) -> list[TextTable | Unreadable]:
    return read_apart(path, path.name, ReadLimits(), ReadChoices(), allowed)


def test_a_table_comes_back_as_it_is_read_here(tmp_path: Path) -> None:
    path = book(tmp_path)
    (apart,), (here,) = read_file(path), reading.read_file(path)
    assert isinstance(apart, TextTable)
    assert isinstance(here, TextTable)
    assert apart.cells.equals(here.cells)
    assert apart == here


def test_refusals_and_assumptions_come_back_in_every_language(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(1, 20)))
    (apart,), (here,) = read_apart(path, "a.xlsx", ReadLimits(), ReadChoices()), reading.read_file(path)
    assert isinstance(apart, Unreadable)
    assert isinstance(here, Unreadable)
    assert apart.error.render("zh_CN") == here.error.render("zh_CN")
    hostile.xlsx(path, [["13800000001"], ["13800000002"], ["13800000003"]])
    (numbers,) = read_file(path)
    assert isinstance(numbers, TextTable)
    assert numbers.assumptions[0].evidence.render("zh_CN") == "第一行与下面各行一样是数据，列名以编号代替"


def test_choices_are_obeyed_elsewhere_too(tmp_path: Path) -> None:
    (found,) = read_file(book(tmp_path), choices=ReadChoices(has_header=False))
    assert isinstance(found, TextTable)
    assert (found.header, found.cells.num_rows) == (("column 1", "column 2", "column 3"), 4)


def test_rows_as_they_stand_have_no_header(tmp_path: Path) -> None:
    (found,) = read_rows(book(tmp_path), name="a.xlsx")
    assert isinstance(found, TextTable)
    assert (found.header, found.cells["0"].to_pylist()[0]) == ((), "订单号")


def large(folder: Path) -> Path:
    """300,000 rows of four texts, which take some 100 MB to lay out."""
    path = folder / "订单.xlsx"
    cells = '<c t="inlineStr"><is><t>{0:030d}</t></is></c>' * 4
    hostile.workbook(path, (f"<row>{cells.format(number)}</row>".encode() for number in range(300_000)))
    return path


def padded(path: Path) -> Path:
    """With a picture of a megabyte and more, by which it is a large workbook."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", os.urandom(1_200_000))
    return path


def test_a_workbook_opened_in_a_hurry_reads_as_with_all_caution(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, hidden in (("一月", 2), ("二月", 1)):
            sheet = workbook.add_worksheet(name)
            for row in range(5):
                sheet.write_row(row, 0, ["订单号", "金额"] if row == 0 else [f"{name}{row}", row])
            sheet.set_row(hidden, None, None, {"hidden": True})
    careful = reading.read_file(path)
    hurried = reading.read_file(path, limits=ReadLimits(min_hurried_bytes=0))
    assert hurried == careful == read_by(padded(path), PLENTY)
    assert [(table.sheet, table.assumptions[0].what) for table in hurried] == [
        ("一月", "hidden_rows"),
        ("二月", "hidden_rows"),
    ]


@ONLY_LINUX
def test_what_ends_a_hurried_reading_is_looked_through_and_told(tmp_path: Path) -> None:
    """Cells in the far corner of a sheet: laying them out would take half a terabyte."""
    hostile.cell_at_the_far_corner(tmp_path / "corner.xlsx")
    careful = refusal(read_by(tmp_path / "corner.xlsx", PLENTY))
    assert refusal(read_by(padded(tmp_path / "corner.xlsx"), PLENTY)) == careful
    assert "broke off" not in careful


@pytest.mark.slow("imports files again and again")
@ONLY_LINUX
def test_more_memory_than_allowed_is_a_sentence(tmp_path: Path) -> None:
    told = refusal(read_by(large(tmp_path), Allowance(memory_bytes=4 << 20, processor_seconds=30, seconds=120)))
    assert told.startswith("Reading the file broke off — 订单.xlsx is damaged, or asks for far more memory")


@pytest.mark.slow("starts processes")
@ONLY_LINUX
def test_more_work_than_allowed_is_a_sentence(tmp_path: Path) -> None:
    told = refusal(read_by(large(tmp_path), Allowance(memory_bytes=2 << 30, processor_seconds=1, seconds=120)))
    assert told.startswith("Reading the file broke off")


@pytest.mark.slow("starts processes")
def test_a_stall_is_a_sentence_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that nobody writes to: opening it waits for ever."""
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    os.mkfifo(tmp_path / "pipe.xlsx")
    began = time.monotonic()
    told = refusal(read_by(tmp_path / "pipe.xlsx", Allowance(1 << 30, 30, 3.0)))
    assert told.startswith("Reading the file took too long — pipe.xlsx was not read after 3 seconds")
    assert time.monotonic() - began < 30
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.slow("starts processes")
@ONLY_LINUX
def test_a_file_that_takes_its_time_is_read_to_the_end(tmp_path: Path) -> None:
    """Slow is no stall: the clock begins anew for as long as the other process works."""
    (found,) = read_by(large(tmp_path), Allowance(memory_bytes=2 << 30, processor_seconds=60, seconds=0.5))
    assert isinstance(found, TextTable)


@pytest.mark.slow("starts processes")
def test_a_person_who_breaks_off_ends_the_other_process(tmp_path: Path) -> None:
    """The program is interrupted while the other process waits: nothing is left of either."""
    os.mkfifo(tmp_path / "pipe.xlsx")
    program = (
        "import signal, sys, threading\n"
        "from pathlib import Path\n"
        "from insight.ingest.read import ReadChoices, ReadLimits\n"
        "from insight.ingest.read.apart import Allowance, read_apart\n"
        "main = threading.main_thread().ident\n"
        "is_over = threading.Event()\n"
        "def interrupt():\n"
        "    while not is_over.wait(2):\n"
        "        signal.pthread_kill(main, signal.SIGINT)\n"
        "threading.Thread(target=interrupt, daemon=True).start()\n"
        "try:\n"
        "    read_apart(Path(sys.argv[1]), 'a', ReadLimits(), ReadChoices(), Allowance(1 << 30, 30, 50.0))\n"
        "except KeyboardInterrupt:\n"
        "    is_over.set()\n"
        "    import os\n"
        "    try:\n"
        "        os.waitpid(-1, os.WNOHANG)\n"
        "    except ChildProcessError:\n"
        "        print('alone')\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "pipe.xlsx"], cwd=root, capture_output=True, text=True, timeout=50
    )
    assert (done.stdout, done.returncode) == ("alone\n", 0), done.stderr


def test_small_text_needs_no_process(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    began = time.process_time()
    for _time in range(20):
        assert isinstance(read_file(path)[0], TextTable)
    assert time.process_time() - began < 2


def test_what_is_allowed_grows_with_the_content_and_is_bounded(tmp_path: Path) -> None:
    small, bomb = book(tmp_path), tmp_path / "bomb.zip"
    hostile.zip_bomb_of_text(bomb)
    assert allowance(small, ReadLimits()).memory_bytes < 1.1 * (1 << 30)
    assert allowance(small, ReadLimits()).seconds < 15
    content = 300 * (1 << 20)
    assert allowance(bomb, ReadLimits()).memory_bytes == (1 << 30) + 6 * content
    assert allowance(bomb, ReadLimits(max_uncompressed_bytes=1000)).memory_bytes == (1 << 30) + 6000
