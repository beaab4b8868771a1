"""A disk without room: one sentence, exit code 2, nothing lost, and the same import works once there is room."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from insight.errors import QueryError
from insight.warehouse import check
from tests.reliability.orders import order_export
from tests.reliability.processes import Command, opened
from tests.reliability.snapshots import differing, snapshot
from tests.uploads import new_workspace, upload

pytestmark = pytest.mark.slow("starts processes and lets each fill its disk")

OUT_OF_ROOM = "The computer ran out of room for this work"
SMALL, LARGE = range(2500, 3000), range(2000, 20_000)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full")
    first = order_export(folder / "a.csv", range(3000))
    assert Command(folder / "home", folder / "log", ["import", first]).outcome().code == 0
    return folder / "home"


def prove_refusal(home: Path, path: Path, log: Path, file_bytes: int | None = None) -> None:
    """The import is refused with one sentence and everything in the workspace stays as it was."""
    with opened(home) as warehouse:
        was = snapshot(warehouse)
    outcome = Command(home, log, ["import", path], file_bytes=file_bytes).outcome()
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(OUT_OF_ROOM)
    assert outcome.err.count("\n") == 1
    with opened(home) as warehouse:
        assert differing(snapshot(warehouse), was) == []
        assert [each.broken for each in check(warehouse) if each.broken] == []
    assert len(list((home / "my-brand" / "raw").iterdir())) == 1


def database_bytes(home: Path) -> int:
    return (home / "my-brand" / "insight.duckdb").stat().st_size


@pytest.mark.parametrize(
    ("numbers", "room"),
    [
        pytest.param(LARGE, None, id="no room to keep the file"),
        pytest.param(LARGE, 100_000, id="no room for the rows"),
        pytest.param(LARGE, 2_000_000, id="no room for all of the rows"),
    ],
)
def test_a_file_that_cannot_grow_is_a_sentence_and_loses_nothing(
    home: Path, tmp_path: Path, numbers: range, room: int | None
) -> None:
    copied = tmp_path / "home"
    shutil.copytree(home, copied)
    path = order_export(tmp_path / "b.csv", numbers)
    limit = 50_000 if room is None else max(database_bytes(copied), path.stat().st_size) + room
    prove_refusal(copied, path, tmp_path / "log", limit)
    outcome = Command(copied, tmp_path / "log", ["import", path]).outcome()
    assert outcome.code == 0, outcome.err


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of that many bytes; the test is skipped where this user may not mount one."""
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(options, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("numbers", [SMALL, LARGE], ids=["a few rows", "many rows"])
@pytest.mark.parametrize("room", [8_000, 300_000])
def test_a_full_disk_is_a_sentence_and_loses_nothing(home: Path, tmp_path: Path, numbers: range, room: int) -> None:
    used = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    path = order_export(tmp_path / "b.csv", numbers)
    with small_disk(tmp_path / "disk", used + room) as disk:
        shutil.copytree(home, disk / "home")
        prove_refusal(disk / "home", path, tmp_path / "log")


def test_a_program_that_runs_on_works_again_once_there_is_room(tmp_path: Path) -> None:
    warehouse = new_workspace(tmp_path)
    upload(warehouse, order_export(tmp_path / "a.csv", range(100)))
    second = order_export(tmp_path / "b.csv", LARGE)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max((warehouse.folder / "insight.duckdb").stat().st_size, second.stat().st_size) + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        with pytest.raises(QueryError, match=OUT_OF_ROOM):
            upload(warehouse, second)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert warehouse.count("SELECT 1 FROM core.orders") == 100
    (report,) = upload(warehouse, second)
    assert report.tables["orders"].new == len(LARGE)
    assert warehouse.count("SELECT 1 FROM core.orders") == 100 + len(LARGE)
