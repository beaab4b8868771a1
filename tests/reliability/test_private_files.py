"""What lies in a workspace is its owner's alone, and a killed export leaves nobody's data beside the user's file."""

import os
import stat
from pathlib import Path

import pytest

from tests.houses import ORDERS, House
from tests.reliability.orders import order_export
from tests.reliability.processes import PATIENCE, Command
from tests.uploads import write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="this system knows no owners of files")


def open_to_others(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder, *folder.rglob("*")) if stat.S_IMODE(path.stat().st_mode) & 0o077)


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "home")
    assert house.run("import", write(tmp_path, "a.csv", ORDERS)).code == 0
    return house


@pytest.mark.slow("starts processes and damages files")
def test_everything_in_a_workspace_is_for_its_owner_alone(house: House, tmp_path: Path) -> None:
    assert house.run("members", "rfm", "--cell", "r=1", "--out", tmp_path / "a.xlsx").code == 0
    names = {path.name for path in house.brand.iterdir()}
    assert {"insight.duckdb", "raw", "spill", "ledger.json", "exports.anchor", "raw.sha256"} <= names
    assert open_to_others(house.brand) == []


def test_a_workspace_of_before_is_shut_when_it_is_opened(house: House) -> None:
    for path in (house.brand, *house.brand.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert house.run("batches").code == 0
    assert open_to_others(house.brand) == []


@pytest.mark.slow("starts processes and damages files")
def test_the_file_that_leaves_has_the_rights_of_the_one_it_replaces(house: House, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("before")
    out.chmod(0o640)
    assert house.run("members", "rfm", "--cell", "r=1", "--out", out).code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert out.read_text(encoding="utf-8") != "before"


@pytest.mark.slow("starts processes")
def test_a_killed_export_leaves_nothing_beside_the_users_file_and_nothing_in_the_house(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    assert house.run("import", order_export(tmp_path / "a.csv", range(20_000))).code == 0
    folder = tmp_path / "lists"
    folder.mkdir()
    command = Command(
        house.home, tmp_path / "log", ["members", "overview", "--cell", "group=buyers", "--out", folder / "a.xlsx"]
    )
    while command.process.is_alive() and not list((house.brand / "outgoing").glob("*")):
        assert command.seconds < PATIENCE
    command.kill()
    assert list(folder.iterdir()) == []
    assert open_to_others(house.brand) == []
    assert house.run("batches").code == 0
    assert list((house.brand / "outgoing").iterdir()) == []
    assert house.run("doctor").code == 0


@pytest.mark.slow("starts processes and damages files")
def test_a_list_that_goes_to_another_disk_appears_whole_and_leaves_nothing(house: House) -> None:
    disk = Path("/dev/shm")
    if not disk.is_dir() or disk.stat().st_dev == house.home.stat().st_dev:
        pytest.skip("there is no other disk here")
    out = disk / f"insight-{os.getpid()}.csv"
    try:
        assert house.run("members", "overview", "--cell", "group=buyers", "--out", out).code == 0
        assert out.read_text(encoding="utf-8-sig").count("\n") == 3
        assert not [path for path in disk.iterdir() if path.suffix == ".part"]
        assert list((house.brand / "outgoing").iterdir()) == []
    finally:
        out.unlink(missing_ok=True)


def test_what_was_left_on_another_disk_is_removed_at_the_next_start(house: House, tmp_path: Path) -> None:
    left, innocent = tmp_path / ".0123.part", tmp_path / "letter.txt"
    for number, path in enumerate((left, innocent)):
        path.write_text("people")
        (house.brand / "outgoing").mkdir(exist_ok=True)
        (house.brand / "outgoing" / f"999999{number}.x.elsewhere").write_bytes(os.fsencode(path))
    assert house.run("batches").code == 0
    assert (left.exists(), innocent.exists()) == (False, True)
    assert list((house.brand / "outgoing").iterdir()) == []
