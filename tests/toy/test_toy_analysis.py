"""Adding an analysis is its own rooms and one line: a toy is added to a copy of the program, and found everywhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = Path(__file__).parent / "rooms"
LAST_LINE = '    "quality",\n)\n'
UI_LINES, PAGE_LINES = 60, 40


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the rooms of the toy, and its one line."""
    folder = tmp_path_factory.mktemp("program")
    for name in ("insight", "pages"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", folder)
    shutil.copytree(ROOMS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    registry = folder / "insight" / "analysis" / "registry.py"
    text = registry.read_text(encoding="utf-8")
    assert text.count(LAST_LINE) == 1
    registry.write_text(text.replace(LAST_LINE, '    "quality",\n    "toy",\n)\n'), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def seen(program: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the copy shows of it."""
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {"INSIGHT_HOME": str(home), "PYTHONPATH": str(program), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "toy" / "seen_there.py", home],
        cwd=program,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads((home / "seen.json").read_text(encoding="utf-8"))
    return found


def test_it_stands_in_the_registry_and_in_the_menu(seen: dict[str, Any]) -> None:
    assert seen["registry"][-1] == "toy"
    assert ["toy", "understand", "Toy provinces"] in seen["menu"]


def test_the_quality_page_says_what_it_needs(seen: dict[str, Any]) -> None:
    assert seen["needs"] == [{"state": "ok"}]


def test_the_command_line_knows_it_and_its_question(seen: dict[str, Any]) -> None:
    assert "Where do the toy buyers live?" in seen["help"]
    assert seen["asked"].splitlines()[1].split(maxsplit=1) == ["as_of", "As of: a day such as 2025-12-31"]
    assert seen["cells"].splitlines()[0] == "--cell 'province=浙江'  浙江  2"
    assert seen["document"]["result"]["provinces"] == [
        {"province": "浙江", "customers": 2},
        {"province": None, "customers": 1},
    ]
    assert [finding["text"] for finding in seen["document"]["findings"]] == ["Most toy buyers live in 浙江"]


def test_every_number_is_the_number_of_its_people(seen: dict[str, Any]) -> None:
    assert seen["shown"] == [["浙江", 2, 2], [None, 1, 1]]
    assert seen["written"]["rows"] == 2


def test_its_page_asks_its_question_and_opens_the_people(seen: dict[str, Any]) -> None:
    page = seen["page"]
    assert (page["titles"], page["errors"], page["wrong"]) == (["Where do the toy buyers live?"], [], [])
    assert page["verdict"] == ["Most toy buyers live in 浙江"]
    assert any("2" in label and "people" in label for label in page["buttons"])
    assert page["table"] == [{"Province": "浙江", "People": 2}, {"Province": None, "People": 1}]


def test_a_page_and_its_room_are_short() -> None:
    page = (ROOMS / "pages" / "toy.py").read_text(encoding="utf-8").splitlines()
    room = [line for path in (ROOMS / "insight" / "ui").rglob("*.py") for line in path.read_text("utf-8").splitlines()]
    assert len(page) < PAGE_LINES
    assert len(room) < UI_LINES
