"""The command line is a contract: its JSON, its exit codes, its sentences."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from insight.ingest.read import ReadLimits, Unreadable, read_file
from insight.settings import Settings
from insight.warehouse import open_workspace
from tests.uploads import sample_export, write

ROOT = Path(__file__).parents[1]
ORDERS = (
    "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额\n"
    "6932169358293001234,a,10,10,交易成功,2024-01-05 13:02:11,0\n"
    "6932169358293001235,b,20,20,交易成功,2024-01-06 13:02:11,0\n"
)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def insight(tmp_path: Path) -> Run:
    def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "insight", *map(str, arguments)],
            cwd=ROOT,
            env={"INSIGHT_HOME": str(tmp_path / "home"), "PATH": "", "LANG": "C.UTF-8", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    return run


def document(result: "subprocess.CompletedProcess[str]") -> Any:
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_import_reports_one_entry_a_sheet(insight: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", ORDERS, "gb18030")
    assert document(insight("import", path, "--json")) == [
        {
            "file": "a.csv",
            "sheet": None,
            "template": "taobao_orders",
            "encoding": "gb18030",
            "batch_id": 1,
            "refused": None,
            "problems": 0,
            "tables": {"orders": {"read": 2, "new": 2, "updated": 0, "unchanged": 0, "rejected": 0}},
        }
    ]
    again = document(insight("import", path, "--json"))[0]["tables"]["orders"]
    assert (again["new"], again["unchanged"]) == (0, 2)


def test_analyse_prints_one_document_and_defaults_to_the_day_after_the_newest_order(
    insight: Run, tmp_path: Path
) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS))
    found = document(insight("analyse", "rfm", "-p", "bins=3", "--json"))
    assert set(found) == {"analysis", "params", "generation", "findings", "result"}
    assert found["analysis"] == "rfm"
    assert (found["params"]["as_of"], found["params"]["bins"]) == ("2024-01-07", 3)
    assert len(found["result"]["grid"]) == 9
    assert sum(cell["customers"] for cell in found["result"]["grid"]) == 2
    for finding in found["findings"]:
        assert set(finding) == {"text", "value", "n", "low", "high", "certain"}


def test_members_writes_the_people_of_a_cell(insight: Run, tmp_path: Path) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS))
    grid = document(insight("analyse", "rfm", "--json"))["result"]["grid"]
    cell = next(cell for cell in grid if cell["customers"])
    out = tmp_path / "list.xlsx"
    written = document(insight("members", "rfm", "--cell", f"r={cell['r']}", f"f={cell['f']}", "--out", out, "--json"))
    assert written["rows"] == cell["customers"]
    people = openpyxl.load_workbook(out).worksheets[0]
    assert people.max_row - 1 == cell["customers"]


def test_batches_and_undo(insight: Run, tmp_path: Path) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS))
    (batch,) = document(insight("batches", "--json"))
    assert (batch["batch_id"], batch["file"], batch["undone_at"]) == (1, "a.csv", None)
    assert document(insight("undo", 1, "--json")) == {"batch_id": 1, "generation": 2}
    assert document(insight("batches", "--json"))[0]["undone_at"] is not None
    refused = insight("undo", 1)
    assert refused.returncode == 2
    assert "1" in refused.stderr


def test_templates_refresh_doctor_and_repairs(insight: Run, tmp_path: Path) -> None:
    ids = {template["id"]: template for template in document(insight("templates", "--json"))}
    assert ids["taobao_orders"]["evidence"] == "verified"
    insight("import", write(tmp_path, "a.csv", ORDERS + "x,c,zehn,10,交易成功,2024-01-06 13:02:11,0\n"))
    assert document(insight("refresh", "--json")) == {"generation": 2}
    assert all(rule["broken"] == 0 for rule in document(insight("doctor", "--json")))
    (repair,) = document(insight("repairs", "--json"))
    assert (repair["source_row"], repair["value"], repair["is_rejected"]) == (4, "zehn", True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyse", "rfm", "-p", "bins=99"),
        ("analyse", "rfm", "-p", "colour=red"),
        ("analyse", "rfm", "-p", "bins"),
        ("analyse", "nonsense"),
        ("members", "rfm", "--cell", "r=1", "f=1", "--out", "list.pdf"),
        ("import", "no-such-file.csv"),
        ("undo", "7"),
        ("analyse", "rfm", "-w", "../elsewhere"),
    ],
)
def test_refused_requests_say_why_and_exit_2(insight: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS))
    result = insight(*arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_an_empty_workspace_says_what_to_do(insight: Run) -> None:
    result = insight("analyse", "rfm")
    assert result.returncode == 2
    assert result.stderr.count(" — ") == 2


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
BAD_INPUT: dict[str, tuple[str, bytes]] = {
    "an unknown sheet": ("a.csv", "颜色,形状\n红,圆\n".encode()),
    "an empty file": ("a.csv", b""),
    "a wrong extension": ("a.xlsx", b"just text, in one line"),
    "an image renamed to xlsx": ("a.xlsx", PNG),
    "a header without rows": ("a.csv", ORDERS.splitlines()[0].encode()),
    "orders without a person": ("a.csv", b"order_id,order_date,amount\n1,2024-01-05,10\n2,2024-01-06,12\n"),
    "a truncated workbook": ("a.xlsx", b"PK\x03\x04" + b"\0" * 100),
    "a PDF": ("a.csv", b"%PDF-1.7\n" + b"\0" * 64),
}


@pytest.mark.parametrize("story", BAD_INPUT)
def test_bad_input_gets_one_sentence_and_changes_nothing(insight: Run, tmp_path: Path, story: str) -> None:
    name, content = BAD_INPUT[story]
    (tmp_path / name).write_bytes(content)
    insight("import", write(tmp_path, "good.csv", ORDERS))
    before = document(insight("analyse", "overview", "--json"))
    result = insight("import", tmp_path / name, "--json")
    assert result.returncode == 2
    sentences = [line for line in result.stderr.splitlines() if line]
    assert len(sentences) == 1
    assert sentences[0].count(" — ") == 2
    assert json.loads(result.stdout)[0]["refused"]
    assert document(insight("analyse", "overview", "--json")) == before


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", ORDERS * 1000)
    (found,) = read_file(path, limits=ReadLimits(max_file_bytes=100_000))
    assert isinstance(found, Unreadable)
    assert "the limit is 98 KB" in found.error.render("en")


def test_a_zip_bomb_is_refused_in_bounded_memory(insight: Run, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (300 << 20))
    result = insight("import", bomb)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_importing_the_qianniu_workbook_loads_what_it_can_and_is_done(insight: Run) -> None:
    result = insight("import", sample_export("fixture_qianniu_three_sheets.xlsx"), "--json")
    assert result.returncode == 0
    assert [bool(sheet["refused"]) for sheet in json.loads(result.stdout)].count(True) == 1


def test_sample_workspace_is_built_on_first_use(insight: Run, tmp_path: Path) -> None:
    found = document(insight("analyse", "overview", "-w", "sample", "--json"))
    assert found["params"]["as_of"] == "2026-01-01"
    assert open_workspace("sample", Settings(home=tmp_path / "home")).count("SELECT 1 FROM core.customers") == 4421
