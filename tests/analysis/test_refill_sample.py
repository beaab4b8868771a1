"""The rhythms planted in the sample brand are found, and none in a shuffled copy of it."""

import datetime as dt
import json
import shutil
from pathlib import Path
from random import Random

import pytest

from insight.analysis.refill import RefillParams, RefillResult, people, refill
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.sample_brand import sample_brand

TRUTH = json.loads((Path(__file__).parents[2] / "sample_data" / "truth.json").read_text(encoding="utf-8"))
PARAMS = RefillParams(as_of=dt.date(2026, 1, 1), currency="CNY")
PLANTED = {"洁面": ("LH-JM01", "LH-JM02"), "面霜": ("LH-MS01", "LH-MS02")}


@pytest.fixture(scope="module")
def sample() -> DuckWarehouse:
    return sample_brand()


@pytest.fixture(scope="module")
def refills(sample: DuckWarehouse) -> RefillResult:
    return refill(sample, PARAMS)


def test_planted_rhythms_are_found(refills: RefillResult) -> None:
    rows = refills.rhythms.set_index("item")
    for category, items in PLANTED.items():
        planted = TRUTH["refill"][category]
        for item in items:
            row = rows.loc[item]
            assert row["source"] == "found"
            assert row["certain"]
            assert row["rhythm_days"] == pytest.approx(planted["planted_days"], rel=0.06)
            assert row["quarter_days"] <= planted["median_days"] <= row["three_quarter_days"]
            assert row["near_low"] > 2 * row["chance_share"]


def test_presents_and_seasonal_goods_have_no_rhythm(refills: RefillResult) -> None:
    rows = refills.rhythms.set_index("item")
    for item in ("LH-LH01", "LB-QQ02", "LH-FS01", "LH-HS01", "LH-HS02"):
        assert rows.loc[item, "source"] == "none", item


def test_who_runs_out_bought_last_about_a_rhythm_ago(sample: DuckWarehouse, refills: RefillResult) -> None:
    rhythm = refills.rhythms.set_index("item")["rhythm_days"]["LH-MS01"]
    segment = refills.segment(window=30, item="LH-MS01")
    rows = people(sample, segment).to_pylist()
    assert len(rows) == segment.count(sample) == refills.due.set_index("item")["due_30"]["LH-MS01"] > 10
    for row in rows:
        assert 0 <= (row["run_out_on"] - PARAMS.as_of).days < 30
        assert (row["run_out_on"] - row["last_bought_on"]).days >= rhythm
        assert row["goods"].startswith("【例禾】神经酰胺面霜 20")
    once = [row for row in rows if (row["run_out_on"] - row["last_bought_on"]).days == rhythm]
    assert len(once) > len(rows) / 2


def test_every_finding_has_its_numbers(refills: RefillResult) -> None:
    findings = refills.findings()
    assert len(findings) == 6
    assert all(finding.n > 0 for finding in findings)
    assert [finding.certain for finding in findings] == [True] * 5 + [False]
    assert "氨基酸洁面乳 is bought again about every 59 days" in findings[2].text.render("en")


def shuffled_copy(sample: DuckWarehouse, folder: Path, column: str, seed: int) -> DuckWarehouse:
    """A copy in which every counted order has the day, or the buyer, of another one."""
    sample.close()
    (folder / "shuffled").mkdir(parents=True)
    shutil.copy(sample.folder / "insight.duckdb", folder / "shuffled" / "insight.duckdb")
    copy = open_workspace("shuffled", Settings(home=folder))
    with copy.writing() as session:
        rows = session.query("SELECT order_key, customer_id, ordered_at FROM mart.purchases ORDER BY order_key")
        values = rows[column].tolist()
        Random(seed).shuffle(values)
        session.register("shuffled", rows[["order_key"]].assign(value=values))
        session.execute(
            f"UPDATE mart.purchases SET {column} = shuffled.value FROM shuffled "
            "WHERE shuffled.order_key = purchases.order_key"
        )
    return copy


@pytest.mark.one_in(4)
@pytest.mark.parametrize(("column", "seed"), [("ordered_at", 1), ("ordered_at", 2), ("customer_id", 1)])
def test_nothing_is_found_in_a_shuffled_copy(sample: DuckWarehouse, tmp_path: Path, column: str, seed: int) -> None:
    result = refill(shuffled_copy(sample, tmp_path, column, seed), PARAMS)
    assert set(result.rhythms["source"]) <= {"none"}
    assert not result.rhythms["certain"].any()
    assert result.totals["customers"] == 0
    assert all(not finding.certain for finding in result.findings())
    if column == "ordered_at":
        row = result.rhythms.set_index("item").loc["LH-JM01"]
        assert row["near_share"] == pytest.approx(row["chance_share"], abs=0.06)
        assert row["customers"] > 100
