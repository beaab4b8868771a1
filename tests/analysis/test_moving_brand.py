"""The small brand whose people change: its planted drift raises an alarm where it was planted and nowhere else, and
the faults of its tags are found; shuffled and with sound tags it is silent."""

import datetime as dt
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.personas import PersonasParams, PersonasResult, personas
from insight.audience.tag_health import TagHealthParams, TagHealthResult, tag_health
from insight.ingest.draft import examine
from insight.ingest.load import load
from insight.warehouse import DuckWarehouse
from sample_data.generate import write_moving
from sample_data.maker.files import write_table
from sample_data.maker.moving import OLD_MEMBER_FILE, tables
from tests.empty_workspaces import new_workspace

AS_OF = dt.date(2026, 1, 1)
DAYS = defaultdict(lambda: dt.datetime(2026, 1, 1, 9), {OLD_MEMBER_FILE: dt.datetime(2025, 6, 1, 9)})


def taken_in(files: list[Path], home: Path) -> DuckWarehouse:
    warehouse = new_workspace(home)
    for path in files:
        load(warehouse, examine(path), imported_at=DAYS[path.name], imported_by="test")
    return warehouse


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> tuple[DuckWarehouse, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("moving")
    *files, truth = write_moving(folder)
    return taken_in(files, folder / "home"), json.loads(truth.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """As many turned orders, but of any day and province; tags without a fault."""
    folder = tmp_path_factory.mktemp("still")
    found, _truth = tables(is_shuffled=True, is_clean=True)
    for table in found:
        write_table(table, folder)
    return taken_in([folder / table.file_name for table in found], folder / "home")


def moved(warehouse: DuckWarehouse, group: str, before: dt.date) -> PersonasResult:
    params = PersonasParams(as_of=AS_OF, currency="CNY", groups=(f"tag:{group}",), before=before)
    return personas(warehouse, params)


def health(warehouse: DuckWarehouse) -> TagHealthResult:
    return tag_health(warehouse, TagHealthParams(as_of=AS_OF, currency="CNY"))


def test_the_province_that_turned_to_quality_raises_the_alarm_and_nowhere_else(
    moving: tuple[DuckWarehouse, dict[str, Any]],
) -> None:
    warehouse, truth = moving
    drift = truth["drift"]
    result = moved(warehouse, drift["group"], dt.date.fromisoformat(drift["from"]))
    alarms = result.moved[result.moved["is_moved"]]
    assert set(zip(alarms["region"], alarms["trait"], strict=True)) == {
        (drift["region"], "price_level"),
        (drift["region"], "discount_share"),
        (drift["region"], "average_order"),
    }
    assert set(alarms["n"]) == {drift["people"]} == {42}
    level = alarms.set_index("trait").loc["price_level"]
    assert level["mean_before"] < 1 < level["mean"]
    assert len(set(result.moved["region"])) == 5
    said = [finding.text.render("zh_CN") for finding in result.findings()]
    assert "四川 的“价格敏感”从看价格转向看品质：比 2025-07-01 买得更贵" in said
    assert not any(name in text for text in said for name in ("福建", "江苏", "湖南"))


@pytest.mark.slow("counts many shops")
def test_the_same_brand_shuffled_is_silent(still: DuckWarehouse) -> None:
    result = moved(still, "价格敏感", dt.date(2025, 7, 1))
    assert len(result.moved) > 10
    assert not result.moved["is_moved"].any()
    assert result.findings()[2].text.render("en") == "Nothing moved beyond chance since 1 Jul 2025"


def test_every_planted_fault_of_the_tags_is_found_and_nothing_else(
    moving: tuple[DuckWarehouse, dict[str, Any]],
) -> None:
    warehouse, truth = moving
    rows = health(warehouse).problems.to_dict("records")
    found = {
        (row["problem"], *sorted([row["tag"], *([row["other"]] if isinstance(row["other"], str) else [])])): row
        for row in rows
    }
    assert set(found) == {(fault["kind"], *sorted(fault["tags"])) for fault in truth["tag_faults"]}
    for fault in truth["tag_faults"]:
        row = found[(fault["kind"], *sorted(fault["tags"]))]
        assert row["customers"] == fault["people"], fault
    assert {kind for kind, *_tags in found} == {
        "duplicate", "synonym", "contradiction", "stale", "everyone", "no_signal",
    }  # fmt: skip


def test_tags_without_a_fault_are_called_sound(still: DuckWarehouse) -> None:
    result = health(still)
    assert result.problems.empty
    assert result.sound == result.tags


def test_its_truth_holds_in_its_files(moving: tuple[DuckWarehouse, dict[str, Any]]) -> None:
    """Counted from the warehouse, with none of the generator's code."""
    warehouse, truth = moving
    assert warehouse.count("SELECT customer_id FROM core.customers") == truth["members"] == 460
    assert warehouse.count("SELECT order_key FROM core.orders") == truth["orders"]
