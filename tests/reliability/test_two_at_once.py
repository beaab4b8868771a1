"""Two people import at the same time: each waits for a turn and nobody is refused."""

import json
from pathlib import Path

import pytest

from insight.warehouse import check
from tests.reliability.orders import order_export
from tests.reliability.processes import Command, opened
from tests.reliability.snapshots import results, snapshot

pytestmark = pytest.mark.slow("starts processes that wait for each other")


def test_two_processes_that_import_at_once_both_succeed(tmp_path: Path) -> None:
    files = [order_export(tmp_path / f"{number}.csv", range(number * 1500, number * 1500 + 3000)) for number in (0, 1)]
    home = tmp_path / "home"
    commands = [Command(home, tmp_path / path.stem, ["import", path, "--json"]) for path in files]
    outcomes = [command.outcome() for command in commands]
    assert [outcome.code for outcome in outcomes] == [0, 0], [outcome.err for outcome in outcomes]
    reports = [json.loads(outcome.out)[0] for outcome in outcomes]
    assert {report["batch_id"] for report in reports} == {1, 2}
    assert sum(report["tables"]["orders"]["new"] for report in reports) == 4500
    with opened(home) as warehouse:
        assert warehouse.count("SELECT 1 FROM core.orders") == 4500
        assert warehouse.count("SELECT 1 FROM staging.orders") == 6000
        assert [each.broken for each in check(warehouse) if each.broken] == []
    assert len(list((home / "my-brand" / "raw").iterdir())) == 2


def test_the_same_file_imported_twice_at_once_counts_once(tmp_path: Path) -> None:
    path = order_export(tmp_path / "a.csv", range(2000))
    once, twice = tmp_path / "once", tmp_path / "twice"
    commands = [Command(twice, tmp_path / str(number), ["import", path, "--json"]) for number in range(2)]
    reports = [json.loads(command.outcome().out)[0]["tables"]["orders"] for command in commands]
    assert sorted((report["new"], report["unchanged"]) for report in reports) == [(0, 2000), (2000, 0)]
    assert Command(once, tmp_path / "log", ["import", path]).outcome().code == 0
    with opened(once) as one, opened(twice) as two:
        assert results(snapshot(one)) == results(snapshot(two))


def test_the_app_that_holds_the_workspace_open_makes_an_import_wait_not_fail(tmp_path: Path) -> None:
    home, first = tmp_path / "home", order_export(tmp_path / "a.csv", range(10))
    assert Command(home, tmp_path / "log", ["import", first]).outcome().code == 0
    with opened(home) as warehouse:
        with warehouse.writing() as session:
            command = Command(home, tmp_path / "log", ["import", order_export(tmp_path / "b.csv", range(10, 30))])
            command.process.join(1)
            assert command.process.is_alive()
            session.execute("UPDATE app.state SET generation = generation")
        warehouse.close()
        assert command.outcome().code == 0
        assert warehouse.count("SELECT 1 FROM core.orders") == 30
