"""Hostile files through the command line: refused with one sentence or loaded rightly, in bounded time and memory."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from insight.warehouse import check
from tests.reliability.hostile import EITHER, LOADED, REFUSED
from tests.reliability.orders import order_id
from tests.reliability.processes import Command, Outcome, opened

MOST_SECONDS, MOST_PROCESSOR_SECONDS, MOST_MB = 60.0, 15.0, 1536.0


def imported(folder: Path, name: str, make: Callable[[Path], None]) -> Outcome:
    path = folder / "in" / name
    path.parent.mkdir()
    make(path)
    before = set(folder.rglob("*"))
    outcome = Command(folder / "home", folder / "log", ["import", path, "--json"]).outcome(MOST_SECONDS)
    assert outcome.peak_mb is None or outcome.peak_mb < MOST_MB
    assert outcome.processor_s < MOST_PROCESSOR_SECONDS
    assert "Traceback" not in outcome.err
    grown = set(folder.rglob("*")) - before
    assert all({folder / "home", folder / "log"} & {each, *each.parents} for each in grown)
    return outcome


@pytest.mark.one_in(6)
@pytest.mark.parametrize("story", REFUSED)
def test_it_is_refused_with_one_sentence_and_nothing_is_loaded(tmp_path: Path, story: str) -> None:
    outcome = imported(tmp_path, *REFUSED[story])
    assert outcome.code == 2, outcome.out
    for sentence in outcome.err.splitlines():
        assert sentence.count(" — ") == 2
    assert outcome.err.count("\n") == len(json.loads(outcome.out))
    assert all(sheet["refused"] and not sheet["tables"] for sheet in json.loads(outcome.out))
    with opened(tmp_path / "home") as warehouse:
        assert warehouse.generation == 0


@pytest.mark.one_in(40)
@pytest.mark.parametrize("story", LOADED)
def test_it_is_loaded_as_the_orders_that_it_holds(tmp_path: Path, story: str) -> None:
    outcome = imported(tmp_path, *LOADED[story])
    assert outcome.code == 0, outcome.err
    for sheet in json.loads(outcome.out):
        assert sheet["tables"]["orders"]["read"] == 3
    with opened(tmp_path / "home") as warehouse:
        orders = warehouse.query("SELECT order_id, paid_amount FROM core.orders ORDER BY order_id")
        assert orders["order_id"].tolist() == [order_id(number) for number in range(3)]
        assert orders["paid_amount"].astype(float).tolist() in ([10.5, 11.5, 12.5], [10.0, 11.5, 12.5])
        assert [each.broken for each in check(warehouse) if each.broken] == []


@pytest.mark.slow("starts processes and damages files")
@pytest.mark.parametrize("story", EITHER)
def test_it_ends_with_a_sentence_or_with_a_report_that_adds_up(tmp_path: Path, story: str) -> None:
    outcome = imported(tmp_path, *EITHER[story])
    assert outcome.code in (0, 2)
    for sheet in json.loads(outcome.out):
        for counts in sheet["tables"].values():
            assert counts["read"] == sum(counts[word] for word in ("new", "updated", "unchanged", "rejected"))


def test_a_zip_bomb_of_fifty_kilobytes_is_refused_at_once(tmp_path: Path) -> None:
    name, make = REFUSED["a zip bomb as a workbook"]
    outcome = imported(tmp_path, name, make)
    assert (tmp_path / "in" / name).stat().st_size < 60_000
    assert outcome.code == 2
    assert outcome.seconds < 10


@pytest.mark.slow("starts processes and damages files")
def test_html_and_formulas_in_cells_stay_the_text_that_they_are(tmp_path: Path) -> None:
    for number, (story, text) in enumerate(
        (
            ("HTML in cells", "<script>alert(1)</script><b>x</b>"),
            ("texts that begin like formulas", "=cmd|' /C calc'!A0"),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert imported(folder, *LOADED[story]).code == 0
        with opened(folder / "home") as warehouse:
            found = warehouse.query("SELECT buyer_name FROM staging.orders")
            assert text in found["buyer_name"].tolist()
