"""A watched folder stopped at any moment, politely or not: every file is either still there or put away, never lost."""

import json
import os
import random
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from insight.warehouse import check
from tests.reliability.orders import order_export
from tests.reliability.processes import PATIENCE, Command, opened
from tests.reliability.snapshots import results, snapshot

pytestmark = pytest.mark.slow("starts processes and stops them, dozens of times")

FILES = 4


def drop(folder: Path) -> dict[str, bytes]:
    """Overlapping exports, the later ones with newer statuses; their content by name."""
    for number in range(FILES):
        path = order_export(folder / f"{number}.csv", range(number * 500, number * 500 + 1000), f"状态{number % 2}")
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def finished(home: Path) -> dict[str, list[dict[str, object]]]:
    with opened(home) as warehouse:
        assert [each.rule.key for each in check(warehouse) if each.broken] == []
        return results(snapshot(warehouse))


def where(folder: Path) -> list[bytes]:
    """The content of every export in the folder and in done/."""
    return sorted(path.read_bytes() for place in (folder, folder / "done") for path in place.glob("*.csv"))


def test_a_watch_killed_at_random_moments_loses_nothing_and_ends_as_if_never_killed(tmp_path: Path) -> None:
    content = drop(tmp_path / "calm" / "drop")
    calm = Command(tmp_path / "calm", tmp_path / "log", ["import", "--watch", tmp_path / "calm" / "drop", "--once"])
    outcome = calm.outcome()
    assert outcome.code == 0, outcome.err
    home, folder = tmp_path / "killed", tmp_path / "killed" / "drop"
    drop(folder)
    moments = random.Random(11)
    for _number in range(6):
        command = Command(home, tmp_path / "log", ["import", "--watch", folder])
        command.process.join(1.0 + moments.uniform(0, (outcome.seconds - 1.0) / FILES))
        command.kill()
        assert set(where(folder)) == set(content.values())
    last = Command(home, tmp_path / "log", ["import", "--watch", folder, "--once"]).outcome()
    assert last.code == 0, last.err
    assert {path.read_bytes() for path in (folder / "done").glob("*.csv")} == set(content.values())
    assert list(folder.glob("*.csv")) == []
    assert finished(home) == finished(tmp_path / "calm")


def test_a_watch_told_to_stop_finishes_the_file_at_hand_and_ends_well(tmp_path: Path) -> None:
    for number, sign in enumerate((signal.SIGTERM, signal.SIGINT)):
        home, folder = tmp_path / str(number), tmp_path / str(number) / "drop"
        content = drop(folder)
        command = Command(home, tmp_path / "log", ["import", "--watch", folder, "--json"])
        while not list(home.glob("my-brand/raw/*")):
            assert command.seconds < PATIENCE
        os.kill(command.process.pid or 0, sign)
        outcome = command.outcome()
        assert outcome.code == 0, outcome.err
        taken = [json.loads(line)[0]["moved_to"] for line in outcome.out.splitlines()]
        assert taken == ["done/0.csv"]
        assert [path.name for path in sorted(folder.glob("*.csv"))] == ["1.csv", "2.csv", "3.csv"]
        assert where(folder) == sorted(content.values())
        with opened(home) as warehouse:
            assert warehouse.count("SELECT 1 FROM app.batches") == 1


def test_told_twice_the_import_under_way_is_rolled_back_whole(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "drop"
    order_export(folder / "a.csv", range(60_000))
    command = Command(home, tmp_path / "log", ["import", "--watch", folder])
    while not list(home.glob("my-brand/raw/*")):
        assert command.seconds < PATIENCE
    while command.process.is_alive():
        with suppress(ProcessLookupError):
            os.kill(command.process.pid or 0, signal.SIGTERM)
        command.process.join(0.02)
        assert command.seconds < PATIENCE
    outcome = command.outcome()
    assert outcome.code in (0, 130), outcome.err
    assert "Traceback" not in outcome.err, outcome.err
    with opened(home) as warehouse:
        loaded = warehouse.count("SELECT 1 FROM staging.orders")
        assert (loaded, warehouse.count("SELECT 1 FROM app.batches")) in ((0, 0), (60_000, 1))
        assert [each.rule.key for each in check(warehouse) if each.broken] == []
    assert len(where(folder)) == 1
