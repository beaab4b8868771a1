"""A damaged file: the doctor says what is damaged, and what was kept makes the workspace again."""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from insight.analysis.answers.kept import keep_kind, kept_kinds
from insight.analysis.funnel import FunnelParams
from insight.analysis.funnel.kept import save_funnel, saved_funnels
from insight.analysis.personas import keep_persona, kept_personas
from insight.audience import as_segment, condition
from insight.audience.kept import tagged_as_of
from insight.audience.tagging import all_tags, give, tag_changes, undo_change
from insight.calendar.day_notes import add_note, day_notes
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from insight.warehouse.warehouse import close_workspaces
from tests.houses import ORDERS, House, one_sentence
from tests.uploads import write

AS_OF = dt.date(2026, 1, 1)
MORE = "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额\n" + "".join(
    f"69321693582930{number},c{number},30,30,交易成功,2024-02-{number % 28 + 1:02d} 13:02:11,0\n"
    for number in range(10_000, 10_300)
)


@pytest.fixture
def house(sound: Path, tmp_path: Path) -> House:
    """A house of one's own to damage."""
    shutil.copytree(sound, tmp_path / "home")
    return House(tmp_path / "home")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three imports, of which the second was undone; a merge and a saved segment."""
    folder = tmp_path_factory.mktemp("sound")
    house = House(folder / "home")
    files = [write(folder, f"{name}.csv", text, "gb18030") for name, text in (("a", ORDERS), ("b", MORE))]
    for command in (("import", files[0]), ("import", files[1]), ("import", files[1]), ("undo", 2)):
        assert house.run(*command).code == 0
    ids = [json.loads(house.run("people", "find", name, "--json").out)[0]["customer_id"] for name in ("a", "b")]
    assert house.run("people", "merge", *ids).code == 0
    expression = json.dumps({"rule": "ordered_days", "days": 400})
    house.run("segment", "save", "lately", "--expression", expression)
    return house.home


def figures(house: House) -> tuple[object, ...]:
    overview = json.loads(house.run("analyse", "overview", "--json").out)["result"]
    batches = [
        {name: batch[name] for name in ("batch_id", "file", "template", "encoding", "file_sha256", "imported_at")}
        | {"is_undone": batch["undone_at"] is not None}
        for batch in json.loads(house.run("batches", "--json").out)
    ]
    segments = [each["name"] for each in json.loads(house.run("segment", "list", "--json").out)]
    merges = len(json.loads(house.run("people", "decisions", "--json").out))
    return overview["people"], overview["orders"], overview["net_amount"], batches, segments, merges


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwrite(place: int) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(place)
            file.write(b"\xff" * 8192)

    return damage


@pytest.mark.slow("damages a workspace and builds it again")
@pytest.mark.parametrize(
    "damage", [cut_in_half, overwrite(0), overwrite(4096), lambda path: path.write_bytes(b"")],
    ids=["cut in half", "first block", "header", "empty"],
)  # fmt: skip
def test_a_damaged_file_is_named_with_the_way_out_and_built_again(house: House, damage: Callable[[Path], None]) -> None:
    before = figures(house)
    damage(house.brand / "insight.duckdb")
    said = house.run("doctor")
    assert (said.code, "Traceback" in said.err) == (1, False)
    assert "of the workspace is damaged — my-brand: " in said.err
    assert "doctor --rebuild" in said.err
    assert one_sentence(house.run("analyse", "overview")).startswith("The file of the workspace is damaged")
    (rule,) = json.loads(house.run("doctor", "--json").out)
    assert rule["broken"] == len(rule["details"]) >= 1

    built = json.loads(house.run("doctor", "--rebuild", "--json").out)
    assert [(batch["batch_id"], batch["refused"]) for batch in built["batches"]] == [(1, None), (2, None), (3, None)]
    assert Path(built["set_aside"]).exists()
    assert figures(house) == before
    assert house.run("doctor").code == 0


@pytest.mark.slow("damages a workspace and builds it again")
def test_without_the_second_copy_the_kept_files_are_read_as_new_and_that_is_said(house: House) -> None:
    before = figures(house)
    (house.brand / "ledger.json").unlink()
    overwrite(0)(house.brand / "insight.duckdb")
    built = json.loads(house.run("doctor", "--rebuild", "--json").out)
    assert len(built["batches"]) == 2
    assert "read as if they were new" in " ".join(built["lost"])
    assert figures(house)[1:3] == before[1:3]


@pytest.mark.slow("damages a workspace and builds it again")
def test_a_file_that_was_not_kept_is_named_and_the_others_are_built(house: House) -> None:
    (kept,) = [path for path in (house.brand / "raw").iterdir() if b"6932169358293001234" in path.read_bytes()]
    kept.unlink()
    cut_in_half(house.brand / "insight.duckdb")
    said = house.run("doctor", "--rebuild", "--json")
    assert said.code == 2
    assert [bool(batch["refused"]) for batch in json.loads(said.out)["batches"]] == [True, False, False]
    assert "a.csv: The uploaded file was not kept" in said.err
    assert figures(house)[1] == 300


@pytest.mark.slow("damages a workspace and builds it again")
def test_a_rebuild_of_a_sound_workspace_changes_no_number(house: House) -> None:
    before = figures(house)
    assert house.run("doctor", "--rebuild").code == 0
    assert figures(house) == before


@pytest.mark.slow("damages a workspace and builds it again")
def test_what_staff_said_of_a_survey_and_kept_as_a_persona_is_there_again(house: House) -> None:
    at = dt.datetime(2026, 1, 2, 9)
    warehouse = open_workspace(house.brand.name, Settings(home=house.home))
    keep_kind(warehouse, "调研", "3", "scale", at=at)
    keep_persona(warehouse, "老客", "stage:regular", at=at)
    close_workspaces()
    cut_in_half(house.brand / "insight.duckdb")
    assert house.run("doctor", "--rebuild").code == 0
    warehouse = open_workspace(house.brand.name, Settings(home=house.home))
    assert kept_kinds(warehouse, "调研") == {"3": "scale"}
    assert [each.name for each in kept_personas(warehouse)] == ["老客"]
    close_workspaces()


@pytest.mark.slow("damages a workspace and builds it again")
def test_people_who_were_given_a_tag_have_it_again_and_what_was_undone_stays_undone(house: House) -> None:
    """One tag given to all buyers, one given and taken back; a funnel, a note of a day."""
    at = dt.datetime(2026, 1, 2, 9)
    warehouse = open_workspace(house.brand.name, Settings(home=house.home))
    buyers = as_segment(warehouse, condition("orders_at_least", orders=1), AS_OF)
    give(warehouse, "会员日到店", buyers, at=at, by="ann")
    undo_change(warehouse, give(warehouse, "发错了", buyers, at=at, by="ann"), at=at, by="bob")
    params = FunnelParams(as_of=AS_OF, currency="CNY", steps=("view", "pay"))
    save_funnel(warehouse, "付款", params, at=at)
    add_note(warehouse, dt.date(2025, 6, 18), "停电", at=at, by="ann")
    given = who(warehouse, "会员日到店")
    assert len(given) > 100
    close_workspaces()
    cut_in_half(house.brand / "insight.duckdb")
    assert house.run("doctor", "--rebuild").code == 0
    warehouse = open_workspace(house.brand.name, Settings(home=house.home))
    assert who(warehouse, "会员日到店") == given
    assert [(row["tag"], row["undone_by"]) for row in tag_changes(warehouse)] == [
        ("会员日到店", None),
        ("发错了", "bob"),
    ]
    assert [tag.code for tag in all_tags(warehouse) if tag.is_own] == ["会员日到店"]
    assert [kept.name for kept in saved_funnels(warehouse)] == ["付款"]
    assert [note.note for note in day_notes(warehouse)] == ["停电"]
    undo_change(warehouse, 1, at=at, by="ann")
    assert "会员日到店" not in [tag.code for tag in all_tags(warehouse)]
    close_workspaces()


def who(warehouse: DuckWarehouse, tag: str) -> set[str]:
    people = tagged_as_of(warehouse, tag, AS_OF)
    return set(warehouse.people(people.statement, people.values).column("customer_id").to_pylist())


@pytest.mark.slow("starts processes and damages files")
def test_the_doctor_misses_kept_files_that_are_gone_or_changed(house: House) -> None:
    first, second = sorted((house.brand / "raw").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes() + b"x")
    said = house.run("doctor", "--json")
    assert said.code == 1
    (rule,) = [rule for rule in json.loads(said.out) if rule["rule"] == "Every kept file is as it was uploaded"]
    assert rule["broken"] == 2
    assert [first.name in rule["details"][0], second.name in rule["details"][1]] == [True, True]
    assert ["not there any more" in rule["details"][0], "was changed" in rule["details"][1]] == [True, True]


def test_files_that_were_never_kept_are_not_missed(tmp_path: Path) -> None:
    house = House(tmp_path / "home")
    assert house.run("import", write(tmp_path, "a.csv", ORDERS), keep_raw="0").code == 0
    assert house.run("doctor").code == 0


@pytest.mark.slow("damages a workspace and builds it again")
def test_changed_bytes_are_not_read_again(house: House) -> None:
    for path in (house.brand / "raw").iterdir():
        path.write_bytes(path.read_bytes().replace(b"10,10", b"99,99"))
    said = one_sentence(house.run("reread", 1))
    assert said.startswith("The kept file is not the one that was uploaded — batch 1, a.csv")
    assert house.run("reread", 3).code == 0
