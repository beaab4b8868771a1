"""Names of workspaces that only look different are one name; what cannot be a name is refused with a sentence."""

from pathlib import Path

import pytest

from insight.errors import ParameterError
from insight.settings import Settings
from insight.warehouse import open_workspace, workspace_names
from tests.houses import ORDERS, House, one_sentence
from tests.uploads import write


@pytest.mark.parametrize(
    ("first", "same"),
    [
        ("brand", "brand "),
        ("brand", " brand"),
        ("brand", "brand."),
        ("brand", "brand. ."),
        ("brand", "bra\u200bnd"),
        ("brand", "\ufeffbrand"),
        ("brand", "brand\u2060"),
        ("brand", "ｂｒａｎｄ"),
        ("品牌（一）", "品牌(一)"),
        ("品牌(一)", "品牌（一）"),
        ("café", "cafe\u0301"),
        ("my brand", "my\u3000brand"),
        ("my brand", "my  brand"),
    ],
)
def test_names_that_only_look_different_are_one_workspace(tmp_path: Path, first: str, same: str) -> None:
    options = Settings(home=tmp_path)
    warehouse = open_workspace(first, options)
    assert open_workspace(same, options) is warehouse
    assert workspace_names(options) == [first]


def test_capital_letters_tell_workspaces_apart_where_the_system_can(tmp_path: Path) -> None:
    options = Settings(home=tmp_path)
    lower, upper = open_workspace("brand", options), open_workspace("BRAND", options)
    assert (lower is upper) == (tmp_path / "Brand").exists()


def test_two_workspaces_of_old_that_look_alike_are_both_reached_by_their_exact_names(tmp_path: Path) -> None:
    for name in ("a b", "a  b"):
        (tmp_path / name).mkdir()
    assert Settings(home=tmp_path).workspace_folder("a b").name == "a b"


@pytest.mark.parametrize(
    "name",
    [
        "x" * 300,
        "品" * 100,
        "\udcff",
        "a\ud800",
        "a\nb",
        "a\x07",
        "...",
        "\u200b",
        " ",
        "a/b",
        "a:b",
        "NUL",
        "con.txt",
        ".x",
    ],
)
def test_what_cannot_be_a_name_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    assert "workspace" in one_sentence(House(tmp_path).run("batches", "-w", name))
    with pytest.raises(ParameterError):
        open_workspace(name, Settings(home=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_that_is_not_there_is_made_by_an_import_only(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    assert house.run("import", write(tmp_path, "a.csv", ORDERS), "-w", "mine").code == 0
    for command in (("batches",), ("doctor",), ("analyse", "rfm"), ("segment", "list"), ("doctor", "--rebuild")):
        said = one_sentence(house.run(*command, "-w", "mien"))
        assert "mien" in said
    assert "mine" in one_sentence(house.run("refresh", "-w", "mien"))
    assert [path.name for path in house.home.iterdir()] == ["mine"]
    assert house.run("batches", "-w", "ｍｉｎｅ.").code == 0
