"""`python -m insight segment …`: the same segments without a browser."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from insight.audience import AllOf, Not, condition, save_segment, saved_segments, to_json
from insight.cli import main
from insight.settings import settings
from insight.warehouse import DuckWarehouse
from tests.audience.shops import SAVED_AT

DAY = "2025-07-01"
LATELY = AllOf((condition("ordered_within", days=31), Not(condition("tier", tiers=["无"]))))


@pytest.fixture
def named(own_shop: DuckWarehouse, monkeypatch: pytest.MonkeyPatch) -> DuckWarehouse:
    """The workspace that commands work on."""
    monkeypatch.setenv("INSIGHT_HOME", str(own_shop.folder.parent))
    settings.cache_clear()
    yield own_shop
    monkeypatch.undo()
    settings.cache_clear()


def run(shop: DuckWarehouse, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["segment", *words, "-w", shop.workspace, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(shop: DuckWarehouse, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["segment", *words, "-w", shop.workspace, "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_saved_listed_shown_and_exported(
    named: DuckWarehouse, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    saved = run(named, capsys, "save", "近期", "--expression", to_json(LATELY), "--note", "618", "--as-of", DAY)
    assert (saved["segment_id"], saved["name"], saved["customers"], saved["note"]) == (1, "近期", 2, "618")
    (listed,) = run(named, capsys, "list", "--as-of", DAY)
    assert listed == saved
    assert listed["expression"]["and"][0] == {"rule": "ordered_within", "values": {"days": 31}}
    shown = run(named, capsys, "show", "近期", "--as-of", DAY, "--before", "2025-05-31")
    assert shown["reachable"] == {"phone": 1, "wecom": 0, "email": 1, "any": 2}
    assert [each["customers"] for each in shown["history"]][-3:] == [0, 1, 2]
    assert {name: shown["changes"][name] for name in ("since", "before", "after", "entered", "left")} == {
        "since": "2025-05-31",
        "before": 1,
        "after": 2,
        "entered": 1,
        "left": 0,
    }
    target = tmp_path / "list.xlsx"
    written = run(named, capsys, "export", "近期", "--as-of", DAY, "--out", str(target))
    assert written["rows"] == 2
    rows = list(openpyxl.load_workbook(target).worksheets[0].values)
    assert len(rows) == 3


def test_as_of_moves_the_count(named: DuckWarehouse, capsys: pytest.CaptureFixture[str]) -> None:
    save_segment(named, "lately", LATELY, at=SAVED_AT)
    counts = [run(named, capsys, "list", "--as-of", day)[0]["customers"] for day in ("2025-06-01", DAY, "2025-09-01")]
    assert counts == [1, 2, 0]


def test_renamed_replaced_and_deleted(named: DuckWarehouse, capsys: pytest.CaptureFixture[str]) -> None:
    save_segment(named, "one", LATELY, at=SAVED_AT)
    assert run(named, capsys, "rename", "one", "--to", "other") == {"segment_id": 1, "name": "other"}
    ever = to_json(condition("ever_ordered"))
    assert "taken" in refused(named, capsys, "save", "other", "--expression", ever)
    assert run(named, capsys, "save", "other", "--expression", ever, "--replace", "--as-of", DAY)["customers"] == 3
    assert run(named, capsys, "delete", "other") == {"segment_id": 1, "name": "other"}
    assert run(named, capsys, "list") == []


def test_uploaded_list_adds_up_and_lists_every_row(
    named: DuckWarehouse, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("序号,电话\n1,13800000001\n2,13800000001\n3,19900000000\n", encoding="gb18030")
    found = run(named, capsys, "upload", str(path))
    assert (found["rows"], found["found"], found["duplicate"], found["not_found"]) == (3, 1, 1, 1)
    assert (found["column"], found["name"], found["reasons"]) == ("电话", "名单", {"unknown": 1})
    rows = run(named, capsys, "rows", str(found["list_id"]))
    assert [(row["source_row"], row["outcome"]) for row in rows] == [(2, "found"), (3, "duplicate"), (4, "not_found")]
    saved = run(named, capsys, "save", "on it", "--expression", json.dumps(found["expression"]))
    assert saved["customers"] == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("show", "nothing"), "nothing"),
        (("show",), "NAME"),
        (("export", "lately"), "--out"),
        (("list", "--as-of", "soon"), "soon"),
        (("save", "x"), "JSON"),
        (("save", "x", "--expression", '{"rule": "sql"}'), "sql"),
        (("upload", "/nowhere/ids.csv"), "/nowhere/ids.csv"),
        (("rows", "99"), "99"),
        (("rows", "x"), "x"),
        (("show", "lately", "--before", "2030-01-01"), "2030-01-01"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    named: DuckWarehouse, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    save_segment(named, "lately", LATELY, at=SAVED_AT)
    said = refused(named, capsys, *words)
    assert why in said
    assert said.count("\n") == 1


def test_lines_for_people(named: DuckWarehouse, capsys: pytest.CaptureFixture[str]) -> None:
    save_segment(named, "lately", LATELY, at=SAVED_AT)
    assert main(["segment", "list", "-w", named.workspace, "--as-of", DAY]) == 0
    assert "2  lately  " in capsys.readouterr().out
    assert main(["segment", "show", "lately", "-w", named.workspace, "--as-of", DAY, "--before", "2025-05-31"]) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 2


def test_a_condition_that_nobody_can_meet_any_more_is_said(
    named: DuckWarehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = to_json(AllOf((condition("ordered_within", days=31), condition("province", provinces=["亚特兰蒂斯"]))))
    assert main(["segment", "save", "x", "--expression", gone, "-w", named.workspace, "--json", "--as-of", DAY]) == 0
    said = capsys.readouterr()
    assert said.err == "Nobody meets “Province” with 亚特兰蒂斯 as the data are now (Province)\n"
    assert json.loads(said.out)["customers"] == 0
    run(named, capsys, "save", "y", "--expression", to_json(LATELY), "--as-of", DAY)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ('{"rule": "no_such_rule", "values": {}}', "no_such_rule"),
        ('{"rule": "on_list", "values": {"list_id": 7}}', "The parameter list cannot be used — 7"),
        ('{"not": {"rule": "on_list", "values": {"list_id": 7}}}', "The parameter list cannot be used — 7"),
        ('{"rule": "in_segment", "values": {"segment": 7}}', "7"),
    ],
)
def test_a_rule_a_list_or_a_segment_that_is_gone_is_refused_when_saved(
    named: DuckWarehouse, capsys: pytest.CaptureFixture[str], expression: str, told: str
) -> None:
    said = refused(named, capsys, "save", "x", "--expression", expression)
    assert told in said
    assert saved_segments(named) == []
