"""A process killed in the middle of an import: the workspace is as it was before, or as it is after, never between."""

import random
import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from insight.ingest import prune, unused_files
from insight.warehouse import check
from tests.reliability.orders import order_export
from tests.reliability.processes import PATIENCE, Command, opened
from tests.reliability.snapshots import differing, results, snapshot

pytestmark = pytest.mark.slow("starts processes and kills them, dozens of times")

MOMENTS = 20
Tables = dict[str, pa.Table]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("exports")
    return order_export(folder / "a.csv", range(2000)), order_export(folder / "b.csv", range(1500, 5000), "交易关闭")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, files: tuple[Path, Path]) -> Path:
    """A home whose workspace holds the first file."""
    home = tmp_path_factory.mktemp("before")
    assert Command(home, home / "log", ["import", files[0]]).outcome().code == 0
    return home


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory, before: Path, files: tuple[Path, Path]) -> tuple[Path, float]:
    """The same home with the second file, and how long its import took."""
    home = tmp_path_factory.mktemp("after") / "home"
    shutil.copytree(before, home)
    outcome = Command(home, home / "log", ["import", files[1]]).outcome()
    assert outcome.code == 0, outcome.err
    return home, outcome.seconds


@pytest.fixture(scope="module")
def states(before: Path, after: tuple[Path, float]) -> tuple[Tables, Tables]:
    """What the workspace holds before and after the second file."""
    return state(before), state(after[0])


def state(home: Path) -> Tables:
    """Everything in the workspace but the time of day at which it was imported and the token of the last change."""
    with opened(home) as warehouse:
        assert [each.rule.key for each in check(warehouse) if each.broken] == []
        found = snapshot(warehouse)
    return found | {
        "app.batches": found["app.batches"].drop_columns("imported_at"),
        "app.state": found["app.state"].drop_columns("token"),
    }


def prove(home: Path, states: tuple[Tables, Tables], second: Path) -> bool:
    """The workspace is whole and imports the file as if nothing had happened; whether it was done when killed."""
    was, becomes = states
    found = state(home)
    done = found["app.batches"].num_rows == 2
    assert differing(found, becomes if done else was) == []
    outcome = Command(home, home / "log", ["import", second]).outcome()
    assert outcome.code == 0, outcome.err
    again = state(home)
    if done:
        assert results(again) == results(becomes)
    else:
        assert differing(again, becomes) == []
    with opened(home) as warehouse:
        prune(warehouse)
        assert unused_files(warehouse) == []
    assert len(list((home / "my-brand" / "raw").iterdir())) == 2
    return done


def test_killed_at_twenty_random_moments_the_import_is_whole_or_not_at_all(
    tmp_path: Path,
    files: tuple[Path, Path],
    before: Path,
    after: tuple[Path, float],
    states: tuple[Tables, Tables],
) -> None:
    _finished, seconds = after
    moments = random.Random(20_260_101)
    ends = []
    for number in range(MOMENTS):
        home = tmp_path / str(number)
        shutil.copytree(before, home)
        moment = moments.uniform(0, seconds)
        command = Command(home, home / "log", ["import", files[1]])
        command.process.join(moment)
        command.kill()
        ends.append(prove(home, states, files[1]))
        shutil.rmtree(home)
    assert ends.count(False) > MOMENTS // 2


def test_killed_while_it_writes_the_import_is_whole_or_not_at_all(
    tmp_path: Path,
    files: tuple[Path, Path],
    before: Path,
    after: tuple[Path, float],
    states: tuple[Tables, Tables],
) -> None:
    """The moments when bytes reach the disk are short; these kills wait for them."""
    finished, _seconds = after
    grown = written(finished) - written(before)
    for number, share in enumerate((0.01, 0.5, 0.9, 0.99, 1.0)):
        home = tmp_path / str(number)
        shutil.copytree(before, home)
        enough = written(before) + share * grown
        command = Command(home, home / "log", ["import", files[1]])
        while command.process.is_alive() and written(home) < enough:
            assert command.seconds < PATIENCE
        command.kill()
        prove(home, states, files[1])


def written(home: Path) -> int:
    """Bytes of the workspace's own files, the kept uploads left out."""
    return sum(path.stat().st_size for path in (home / "my-brand").glob("insight.duckdb*") if path.exists())


def test_killed_while_the_workspace_is_made_it_can_be_made_again(tmp_path: Path, files: tuple[Path, Path]) -> None:
    whole = tmp_path / "whole"
    assert Command(whole, tmp_path / "log", ["import", files[0]]).outcome().code == 0
    moments = random.Random(7)
    for number in range(10):
        home = tmp_path / str(number)
        command = Command(home, tmp_path / "log", ["import", files[0]])
        if number % 2:
            while command.process.is_alive() and not list(home.glob("my-brand/*")):
                assert command.seconds < PATIENCE
        command.process.join(moments.uniform(0, 0.1))
        command.kill()
        outcome = Command(home, tmp_path / "log", ["import", files[0]]).outcome()
        assert outcome.code == 0, outcome.err
        assert results(state(home)) == results(state(whole))
