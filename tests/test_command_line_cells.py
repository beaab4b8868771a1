"""Options that may be given again add up, keys that an analysis does not have are refused with those it has."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from insight.analysis import ANALYSES
from insight.audience import condition, to_plain
from insight.audience.rules.numbers import CELL
from insight.cli.analyses import asked_for, pairs
from tests.houses import ORDERS, House, one_sentence
from tests.uploads import write

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("cells")
    house = House(folder / "home")
    assert house.run("import", write(folder, "a.csv", ORDERS)).code == 0
    return house


def listed(house: House, out: Path, *options: object) -> int:
    said = house.run("members", "rfm", *options, "--out", out, "--json")
    assert said.code == 0, said.err
    return int(json.loads(said.out)["rows"])


@pytest.mark.slow("gives many commands")
def test_cells_given_one_by_one_are_one_cell(house: House, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    grid = json.loads(house.run("analyse", "rfm", "--json").out)["result"]["grid"]
    (one, other) = [cell for cell in grid if cell["customers"]][:2]
    for cell in (one, other, {"r": one["r"], "f": other["f"]}):
        expected = sum(each["customers"] for each in grid if (each["r"], each["f"]) == (cell["r"], cell["f"]))
        again = listed(house, out, "--cell", f"r={cell['r']}", "--cell", f"f={cell['f']}")
        assert again == listed(house, out, "--cell", f"r={cell['r']}", f"f={cell['f']}") == expected
    assert listed(house, out, "--cell", "r=1") == sum(cell["customers"] for cell in grid if cell["r"] == 1)


def test_a_list_of_the_command_has_the_reason_columns_of_the_page(house: House, tmp_path: Path) -> None:
    out = tmp_path / "why.csv"
    assert listed(house, out, "--cell", "m=5")
    header = out.read_text("utf-8-sig").splitlines()[0]
    assert (
        '"Recency score (R)","Frequency score (F)","Monetary score (M)","Days since the last order","RFM group"'
        in header
    )


def test_every_line_of_cells_is_what_the_list_takes(house: House, tmp_path: Path) -> None:
    listed_cells = json.loads(house.run("analyse", "rfm", "--cells", "--json").out)["cells"]
    lines = house.run("analyse", "rfm", "--cells").out.splitlines()
    assert len(lines) == len(listed_cells) > 40
    first = next(cell for cell in listed_cells if cell["people"])
    line = lines[listed_cells.index(first)]
    assert line == f"--cell r={first['key']['r']} f={first['key']['f']}  {first['label']}  {first['people']:,}"
    taken = shlex.split(line.split("  ")[0])
    assert listed(house, tmp_path / "a.csv", *taken) == first["people"]


def test_a_text_that_looks_like_a_number_stays_a_text_between_the_two_commands() -> None:
    for value in ("浙江", "5", "true", "a b", "", 5, True, 'say "so"'):
        line = asked_for({"key": {"group": value}, "label": "–", "people": None})
        (pair,) = shlex.split(line.split("  ")[0])[1:]
        assert pairs([pair])["group"] == value
        assert line.endswith("  –  –")


def test_parameters_given_one_by_one_add_up(house: House) -> None:
    said = house.run("analyse", "rfm", "-p", "bins=3", "-p", "as_of=2024-02-01", "--json")
    params = json.loads(said.out)["params"]
    assert (params["bins"], params["as_of"]) == (3, "2024-02-01")


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("name", "cell", "told"),
    [
        ("rfm", ("colour=1",), "colour=1 — Give only these keys, which rfm has: r, f, m, group, scheme, eight, eleven"),
        ("overview", ("r=5", "group=buyers"), "r=5 — Give only these keys, which overview has: group, period, channel"),
        ("consent", ("x=",), "purpose, status, period, campaign"),
        ("quality", (), "Give a value for rule"),
        ("quality", ("r=1",), "which quality has: rule"),
        ("rfm", ("r=abc",), "The parameter r cannot be used — abc — Give a whole number"),
        ("rfm", ("r=[1]",), "The parameter r cannot be used — [1] — Give a whole number"),
        ("rfm", ("r=true",), "The parameter r cannot be used — True"),
        ("rfm", ('group={"a": 1}',), "The parameter group cannot be used"),
        ("rfm", ("r=1", "r=2"), "--cell cannot be used — r=2 — Give each key once"),
        ("retention", ("cohort=[1]",), "The parameter cohort cannot be used"),
        ("retention", ("returned=maybe",), "true or false"),
        ("rfm", ("r",), "Give KEY=VALUE"),
        ("rfm", ("r=" + "9" * 5000,), "The parameter r cannot be used"),
    ],
)
def test_a_cell_that_cannot_be_is_a_sentence(
    house: House, tmp_path: Path, name: str, cell: tuple[str, ...], told: str
) -> None:
    options = ("--cell", *cell) if cell else ()
    said = one_sentence(house.run("members", name, *options, "--out", tmp_path / "a.csv"))
    assert told in said
    assert not (tmp_path / "a.csv").exists()


_NEED_MORE = {
    *("ab_test", "associations", "before_after", "behaviour", "campaigns", "clusters", "clv", "crosstab", "customer"),
    *(
        "journeys",
        "judge",
        "key_drivers",
        "paths",
        "predict",
        "recommend",
        "recommend_exam",
        "refill",
        "rfm_movement",
        "survey",
        "survey_value",
        "survey_waves",
    ),
}
"""Analyses for which two orders are too little."""


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", sorted(set(ANALYSES) - _NEED_MORE))
def test_no_analysis_takes_a_key_it_does_not_have(house: House, tmp_path: Path, name: str) -> None:
    said = one_sentence(house.run("members", name, "--cell", "colour=1", "--out", tmp_path / "a.csv"))
    assert "colour=1" in said


def test_a_number_kept_as_a_segment_is_refused_with_the_keys_there_are(house: House) -> None:
    cell = to_plain(condition(CELL, analysis="rfm", params={}, cell={"colour": 1}))
    said = house.run("segment", "save", "x", "--expression", json.dumps(cell))
    assert said.code == 2
    assert "which rfm has: r, f, m" in said.err


@pytest.mark.parametrize(("option", "value"), [("-p", "bins=[[[" * 500), ("-p", "bins=NaN"), ("-p", "bins=null")])
def test_a_parameter_of_another_type_is_no_traceback(house: House, option: str, value: str) -> None:
    assert "Traceback" not in house.run("analyse", "rfm", option, value).err


@pytest.mark.one_in(3)
@pytest.mark.parametrize("out", ["", "missing/a.csv", "missing/deeper/a.xlsx", "folder.csv", "file/a.csv", "a\0.csv"])
def test_a_list_that_can_be_written_nowhere_is_refused_and_not_logged(house: House, tmp_path: Path, out: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("x")
    before = house.run("doctor", "--json").out
    one_sentence(house.run("members", "rfm", "--cell", "r=1", "--out", f"{tmp_path}/{out}" if out else ""))
    assert house.run("doctor", "--json").out == before
    assert not list((house.brand / "outgoing").glob("*"))


@pytest.mark.slow("gives many commands")
def test_a_reader_that_goes_away_is_no_traceback(house: House) -> None:
    environment = dict(os.environ) | {"INSIGHT_HOME": str(house.home)}
    command = [sys.executable, "-m", "insight", "templates", "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert (process.stderr.read(), process.wait()) == (b"", 141)
