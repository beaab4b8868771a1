"""Lists from the command line: for internal analysis unless a purpose is named, and always in the log."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.houses import House, Said
from tests.uploads import write

ORDERS = "order id,customer id,phone,order date,amount\n" + "".join(
    f"69321693582930012{number:02d},c{number},1380000{number:04d},2025-12-{number + 1:02d},10\n" for number in range(20)
)
CONSENTS = "手机号,用途,状态,时间\n" + "".join(
    f"1380000{number:04d},短信营销,{'拒绝' if number > 9 else '同意'},2025-01-01 10:00:00\n" for number in range(12)
)
Run = Callable[..., Said]


@pytest.fixture(scope="module")
def insight(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder: Path = tmp_path_factory.mktemp("brand")
    run = House(folder / "home").run
    files = write(folder, "orders.csv", ORDERS), write(folder, "consents.csv", CONSENTS)
    taken = run("import", *files, "--json")
    assert taken.code == 0, taken.err
    return run


def members(insight: Run, out: Path, *more: object) -> dict[str, Any]:
    result = insight("members", "overview", "--cell", "group=buyers", "--out", out, "--json", *more)
    assert result.code == 0, result.err
    document: dict[str, Any] = json.loads(result.out)
    return document


def test_without_a_purpose_everybody_is_listed_masked(insight: Run, tmp_path: Path) -> None:
    found = members(insight, tmp_path / "a.csv")
    assert (found["rows"], found["control"], found["left_out"]) == (20, 0, {})
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert len(rows) == 20
    assert all("****" in row["Phone"] for row in rows)


def test_a_purpose_leaves_out_who_did_not_agree_and_a_control_group_is_held_back(insight: Run, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    found = members(insight, out, "--purpose", "marketing", "--control-share", 0.2, "--seed", 3)
    assert (found["rows"], found["control"], found["left_out"]) == (8, 2, {"denied": 2, "never_asked": 8})
    again = members(insight, tmp_path / "b.xlsx", "--purpose", "marketing", "--control-share", 0.2, "--seed", 3)
    assert again["export_id"] != found["export_id"]
    books = [openpyxl.load_workbook(path) for path in (out, tmp_path / "b.xlsx")]
    control = [sorted(row[0] for row in book["Control group"].values) for book in books]
    assert control[0] == control[1]


def test_unmasked_sms_lists_hold_phone_and_name(insight: Run, tmp_path: Path) -> None:
    members(insight, tmp_path / "a.csv", "--purpose", "marketing", "--unmasked", "--preset", "sms", "--touch-days", 0)
    header, *rows = csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig")))
    assert header == ["Phone", "Name"]
    assert {row[0] for row in rows} == {f"1380000{number:04d}" for number in range(10)}


def test_a_declared_basis_admits_who_never_said_anything(insight: Run, tmp_path: Path) -> None:
    found = members(insight, tmp_path / "a.xlsx", "--purpose", "survey", "--basis", "agreement V2", "--for-notes")
    assert (found["rows"], found["left_out"]) == (18, {"never_asked": 2})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--unmasked",), "a purpose that contacts people"),
        (("--purpose", "party"), "one of analysis, marketing, service, survey"),
        (("--purpose", "marketing", "--control-share", "0.9"), "up to 0.5"),
        (("--basis", "x"), "internal analysis needs none"),
        (("--preset", "fax"), "one of all, wecom, sms, calls, own"),
        (("--preset", "own"), "one or more of name, phone"),
    ],
)
def test_choices_that_cannot_be_are_refused_with_one_sentence(
    insight: Run, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "a.xlsx"
    result = insight("members", "overview", "--cell", "group=buyers", "--out", out, *options)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert not out.exists()


@pytest.mark.slow("writes and reads books again and again")
def test_doctor_says_that_the_log_is_whole(insight: Run, tmp_path: Path) -> None:
    members(insight, tmp_path / "a.csv")
    rules = json.loads(insight("doctor", "--json").out)
    (rule,) = [rule for rule in rules if "export log" in rule["rule"]]
    assert rule["broken"] == 0
