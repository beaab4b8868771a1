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
from tests.houses import House, Said
from tests.uploads import sample_export, write

ROOT = Path(__file__).parents[1]
ORDERS = (
    "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额\n"
    "6932169358293001234,a,10,10,交易成功,2024-01-05 13:02:11,0\n"
    "6932169358293001235,b,20,20,交易成功,2024-01-06 13:02:11,0\n"
)
Run = Callable[..., Said]


@pytest.fixture
def insight(tmp_path: Path) -> Run:
    return House(tmp_path / "home").run


def document(result: Said) -> Any:
    assert result.code == 0, result.err
    return json.loads(result.out)


def test_the_program_runs_as_a_module(tmp_path: Path) -> None:
    environment = {"INSIGHT_HOME": str(tmp_path), "PATH": "", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    result = subprocess.run(
        [sys.executable, "-m", "insight", "batches", "--json"], cwd=ROOT, env=environment, capture_output=True
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, b"[]\n", b"")


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
            "assumptions": [],
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
    assert refused.code == 2
    assert "1" in refused.err


@pytest.mark.slow("gives many commands")
def test_redo_brings_an_undone_batch_back(insight: Run, tmp_path: Path) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS))
    before = document(insight("analyse", "overview", "--json"))
    insight("undo", 1)
    assert document(insight("redo", 1, "--json")) == {"batch_id": 1, "generation": 3}
    assert document(insight("analyse", "overview", "--json")) == before | {"generation": 3}
    assert insight("redo", 1).code == 2


@pytest.mark.slow("gives many commands")
def test_reread_reads_the_kept_file_with_another_choice(insight: Run, tmp_path: Path) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS, "gb18030"))
    report = document(insight("reread", 1, "--as", "generic", "--encoding", "gbk", "--json"))
    assert (report["batch_id"], report["template"], report["encoding"]) == (1, "generic", "gbk")
    assert report["tables"]["orders"] == {"read": 2, "new": 2, "updated": 0, "unchanged": 0, "rejected": 0}
    assert [bool(batch["undone_at"]) for batch in document(insight("batches", "--json"))] == [True, False]
    assert insight("reread", 1, "--as", "jd_orders").code == 2


@pytest.mark.slow("gives many commands")
def test_repairs_writes_the_rows_left_out_to_a_book_that_loads_when_corrected(insight: Run, tmp_path: Path) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS + "3,c,zehn,10,交易成功,2024-01-06 13:02:11,0\n"))
    out = tmp_path / "left-out.xlsx"
    assert document(insight("repairs", 1, "--out", out, "--json")) == {"batch_id": 1, "file": str(out), "rows": 1}
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["E2"].value = "10"
    book.save(out)
    assert document(insight("import", out, "--json"))[0]["tables"]["orders"]["new"] == 1
    for arguments in (("--out", out), (1, "--out", tmp_path / "a.pdf"), (2, "--out", out)):
        assert insight("repairs", *arguments).code == 2


@pytest.mark.slow("gives many commands")
def test_watch_takes_what_is_there_and_says_where_it_went(insight: Run, tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    write(folder, "a.csv", ORDERS)
    result = insight("import", "--watch", folder, "--once", "--json")
    (report,) = document(result)
    assert report.pop("moved_to") == "done/a.csv"
    assert [report] == json.loads((folder / "done" / "a.csv.report.json").read_text(encoding="utf-8"))
    write(folder, "b.csv", "颜色,形状\n红,圆\n")
    refused = insight("import", "--watch", folder, "--once", "--json")
    assert refused.code == 2
    assert [sheet["moved_to"] for sheet in json.loads(refused.out)] == ["refused/b.csv"]
    assert refused.err.count("\n") == 1
    assert document(insight("import", "--watch", folder, "--once", "--json")) == []


@pytest.mark.slow("gives many commands")
def test_doctor_tells_kept_files_without_a_batch_and_removes_them_only_when_asked(insight: Run, tmp_path: Path) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS))
    stray = tmp_path / "home" / "my-brand" / "raw" / "stray.part"
    stray.write_bytes(b"left by a process that was killed")
    for _time in range(2):
        last = document(insight("doctor", "--json"))[-1]
        assert (last["broken"], last["unused"]) == (0, 1)
    assert document(insight("doctor", "--prune", "--json"))[-1]["unused"] == 1
    assert not stray.exists()
    assert document(insight("doctor", "--json"))[-1]["unused"] == 0


@pytest.mark.slow("gives many commands")
def test_templates_refresh_doctor_and_repairs(insight: Run, tmp_path: Path) -> None:
    ids = {template["id"]: template for template in document(insight("templates", "--json"))}
    assert ids["taobao_orders"]["evidence"] == "verified"
    insight("import", write(tmp_path, "a.csv", ORDERS + "x,c,zehn,10,交易成功,2024-01-06 13:02:11,0\n"))
    assert document(insight("refresh", "--json")) == {"generation": 2}
    assert all(rule["broken"] == 0 for rule in document(insight("doctor", "--json")))
    (repair,) = document(insight("repairs", "--json"))
    assert (repair["source_row"], repair["value"], repair["is_rejected"]) == (4, "zehn", True)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "arguments",
    [
        ("analyse", "rfm", "-p", "bins=99"),
        ("analyse", "rfm", "-p", "colour=red"),
        ("analyse", "rfm", "-p", "bins"),
        ("analyse", "nonsense"),
        ("members", "rfm", "--cell", "r=1", "f=1", "--out", "list.pdf"),
        ("import", "no-such-file.csv"),
        ("import",),
        ("import", "a.csv", "--watch", "."),
        ("import", "--watch", "no-such-folder"),
        ("undo", "7"),
        ("redo", "1"),
        ("reread", "7"),
        ("analyse", "rfm", "-w", "../elsewhere"),
    ],
)
def test_refused_requests_say_why_and_exit_2(insight: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS))
    result = insight(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert result.err.strip()
    assert "Traceback" not in result.err


def test_an_empty_workspace_says_what_to_do(insight: Run) -> None:
    result = insight("analyse", "rfm")
    assert result.code == 2
    assert result.err.count(" — ") == 2


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
BAD_INPUT: dict[str, tuple[str, bytes]] = {
    "an unknown sheet": ("a.csv", "颜色,形状\n红,圆\n".encode()),
    "an empty file": ("a.csv", b""),
    "a wrong extension": ("a.xlsx", b"just text, in one line"),
    "an image renamed to xlsx": ("a.xlsx", PNG),
    "a header without rows": ("a.csv", ORDERS.splitlines()[0].encode()),
    "a truncated workbook": ("a.xlsx", b"PK\x03\x04" + b"\0" * 100),
    "a PDF": ("a.csv", b"%PDF-1.7\n" + b"\0" * 64),
}


@pytest.mark.one_in(2)
@pytest.mark.parametrize("story", BAD_INPUT)
def test_bad_input_gets_one_sentence_and_changes_nothing(insight: Run, tmp_path: Path, story: str) -> None:
    name, content = BAD_INPUT[story]
    (tmp_path / name).write_bytes(content)
    insight("import", write(tmp_path, "good.csv", ORDERS))
    before = document(insight("analyse", "overview", "--json"))
    result = insight("import", tmp_path / name, "--json")
    assert result.code == 2
    sentences = [line for line in result.err.splitlines() if line]
    assert len(sentences) == 1
    (said,) = json.loads(result.out)
    assert said["refused"]
    refusal, _command, command = sentences[0].partition(" — To load it: python -m insight import ")
    assert refusal.count(" — ") == 2
    assert bool(command) is bool(said.get("try"))
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
    assert result.code == 2
    assert "Traceback" not in result.err


@pytest.mark.slow("gives many commands")
def test_importing_the_qianniu_workbook_loads_what_it_can_and_is_done(insight: Run) -> None:
    result = insight("import", sample_export("fixture_qianniu_three_sheets.xlsx"), "--json")
    assert result.code == 0
    assert [bool(sheet["refused"]) for sheet in json.loads(result.out)].count(True) == 1


@pytest.mark.slow("builds the sample brand")
def test_sample_workspace_is_built_on_first_use(insight: Run, tmp_path: Path) -> None:
    found = document(insight("analyse", "overview", "-w", "sample", "--json"))
    assert found["params"]["as_of"] == "2026-01-01"
    assert open_workspace("sample", Settings(home=tmp_path / "home")).count("SELECT 1 FROM core.customers") == 4421


def test_two_people_are_merged_seen_first_and_taken_back(insight: Run, tmp_path: Path) -> None:
    insight("import", write(tmp_path, "a.csv", ORDERS, "gb18030"))
    ids = [document(insight("people", "find", name, "--json"))[0]["customer_id"] for name in ("a", "b")]
    effect = document(insight("people", "merge", *ids, "--preview", "--json"))
    assert [person["orders"] for person in effect["before"]] == [1, 1]
    assert [person["orders"] for person in effect["after"]] == [2]
    assert document(insight("people", "decisions", "--json")) == []

    assert document(insight("people", "merge", *ids, "--note", "one household", "--json")) == {"decision_id": 1}
    (one,) = document(insight("people", "find", "a", "--json"))
    assert one["orders"] == 2
    (decision,) = document(insight("people", "decisions", "--json"))
    assert (decision["kind"], decision["note"], decision["undone_at"]) == ("merge", "one household", None)

    assert document(insight("people", "undo", "1", "--json"))["decision_id"] == 1
    assert [document(insight("people", "find", name, "--json"))[0]["orders"] for name in ("a", "b")] == [1, 1]
    again = insight("people", "undo", "1")
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith("The parameter decision_id cannot be used — 1 — ")


@pytest.mark.slow("gives many commands")
def test_an_identifier_is_split_off_a_person(insight: Run, tmp_path: Path) -> None:
    text = "会员号,订单号,下单日期,金额,手机号\nm1,20250110000001,2025-01-10,100,13812341234\n"
    insight("import", write(tmp_path, "one.csv", text + "m2,20250110000002,2025-01-11,50,13812341234\n"))
    (one,) = document(insight("people", "find", "m1", "--json"))
    identifiers = document(insight("people", "show", one["customer_id"], "--json"))["identifiers"]
    (account,) = [node for node in identifiers if node.endswith(":m1")]
    assert "f:13812341234" in identifiers
    assert one["orders"] == 2
    insight("people", "split", one["customer_id"], "--identifier", account)
    assert [document(insight("people", "find", name, "--json"))[0]["orders"] for name in ("m1", "m2")] == [1, 1]
    refused = insight("people", "show")
    assert (refused.code, refused.out) == (2, "")
