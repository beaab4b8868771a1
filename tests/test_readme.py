"""The README promises commands; the program keeps them."""

import re
import tomllib
from pathlib import Path

import pytest

from insight.analysis import ANALYSES
from insight.cli import main
from tests.conftest import BEGUN_FIRST

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("name", ["docs/cli.md", "docs/cli.zh-CN.md"])
def test_every_command_of_the_program_is_documented_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+)\s", capsys.readouterr().out, flags=re.MULTILINE)
    assert len(commands) >= 9
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [command for command in commands if f"`python -m insight {command}" not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands_are_exactly_these(name: str) -> None:
    blocks = re.findall(r"```\n(.*?)\n```", (ROOT / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert blocks[:2] == [
        "pip install -r requirements.txt && streamlit run app.py",
        "pip install -r requirements-dev.txt && pytest",
    ]


def test_what_the_test_command_leaves_out_is_run_by_the_other_one_and_by_the_check() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert "-m 'not slow and not browser'" in options["addopts"]
    for name in (*READMES, ".ci/run"):
        assert 'pytest -m "slow or browser"' in (ROOT / name).read_text(encoding="utf-8")


def test_the_check_runs_the_test_command_as_it_stands_in_the_readme() -> None:
    found = re.search(r"readme_tests=.*sed -n 's/(.*)/\\1/p' README.md", (ROOT / ".ci/run").read_text(encoding="utf-8"))
    assert found is not None
    line = found[1].replace("\\(", "(").replace("\\)", ")")
    assert re.findall(line, (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE) == ["pytest"]


@pytest.mark.parametrize("name", BEGUN_FIRST)
def test_what_is_begun_first_is_there(name: str) -> None:
    assert (ROOT / "tests" / name).is_file()


@pytest.mark.parametrize("name", [*READMES, "docs/decisions.md", "docs/cli.md", "docs/cli.zh-CN.md"])
def test_every_link_leads_to_a_file(name: str) -> None:
    path = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_every_analysis_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    listed = re.search(r"^(?:Analyses: |分析名称：)(.+?)[.。]", text, flags=re.MULTILINE | re.DOTALL)
    assert listed is not None
    assert re.findall(r"`(\w+)`", listed[1]) == list(ANALYSES)


def test_help_says_what_each_analysis_answers(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["analyse", "--help"])
    said = capsys.readouterr().out
    assert [one.name for one in ANALYSES.values() if one.question.render("en") not in said] == []
