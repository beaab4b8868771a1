"""The good customers who fell silent in the sample brand are found; where days are dealt out anew nothing is."""

import datetime as dt
import json
from pathlib import Path
from random import Random

import pytest

from insight.analysis.rfm_movement import RfmMovementParams, RfmMovementResult, rfm_movement
from insight.analysis.rfm_movement.findings import gone_silent
from insight.ingest.sample import SAMPLE_FOLDER
from insight.results import Finding
from insight.warehouse import DuckWarehouse, Warehouse
from tests.sample_brand import sample_brand
from tests.workspaces import order, workspace

AS_OF = dt.date(2026, 1, 1)
TRUTH = json.loads((SAMPLE_FOLDER / "truth.json").read_text(encoding="utf-8"))["fell_silent"]
SILENT_FROM = dt.date.fromisoformat(TRUTH["from"])


@pytest.fixture(scope="module")
def sample() -> DuckWarehouse:
    return sample_brand()


def compared(warehouse: Warehouse, as_of: dt.date, before: dt.date) -> RfmMovementResult:
    return rfm_movement(warehouse, RfmMovementParams(as_of=as_of, before=before, currency="CNY", over_time=False))


def silences(result: RfmMovementResult) -> list[Finding]:
    return [finding for finding in result.findings() if "Gone silent" in finding.text.render("en")]


def planted_people(warehouse: Warehouse) -> set[str]:
    """The customer_ids of the people who were made to fall silent, by any of their names."""
    names = {name for person in TRUTH["people"] for name in person.values()}
    rows = warehouse.arrow("SELECT DISTINCT customer_id, value FROM core.identifiers").to_pylist()
    return {row["customer_id"] for row in rows if row["value"] in names}


@pytest.mark.parametrize("as_of", [dt.date(2025, 9, 1), dt.date(2025, 11, 1), AS_OF])
def test_the_group_that_fell_silent_is_a_finding_whenever_one_looks(sample: DuckWarehouse, as_of: dt.date) -> None:
    result = compared(sample, as_of, SILENT_FROM)
    assert gone_silent(result)["group"].tolist() == ["champions"]
    (finding,) = silences(result)
    assert finding.certain
    row = gone_silent(result).iloc[0]
    assert (finding.low, finding.value, finding.high) == (row["low"], row["rate"], row["high"])
    assert row["expected_rate"] < row["low"] < row["rate"] < row["high"]
    assert row["pace_high"] < 1


def test_the_sentence_tells_how_many_were_expected(sample: DuckWarehouse) -> None:
    (finding,) = silences(compared(sample, dt.date(2025, 11, 1), SILENT_FROM))
    assert finding.text.render("en") == (
        "Gone silent: 60% of the 374 people in “Champions” ordered nothing since 31 Jul 2025; 42% would be usual"
    )
    assert (finding.value, finding.n) == (pytest.approx(226 / 374), 374)
    assert "60%" in finding.text.render("zh_CN")


def test_the_people_behind_the_finding_are_those_who_were_made_silent(sample: DuckWarehouse) -> None:
    planted = planted_people(sample)
    assert len(planted) == TRUTH["planted_people"] == 120
    result = compared(sample, AS_OF, SILENT_FROM)
    of_group = result.segment(from_group="champions")
    silent = result.segment(from_group="champions", silent=True)
    listed, all_listed = (
        set(sample.arrow(segment.statement, segment.values).column("customer_id").to_pylist())
        for segment in (silent, of_group)
    )
    assert len(planted & all_listed) > 80
    assert planted & all_listed <= listed
    assert len(planted & listed) / len(listed) > 2 * len(planted & all_listed) / result.buyers_before


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        *((dt.date(2025, month, 1), days) for month in (3, 5, 6, 7, 8) for days in (30, 60, 91)),
        (AS_OF, 30),
    ],
)
def test_no_group_is_said_to_be_silent_where_none_was_made_so(sample: DuckWarehouse, as_of: dt.date, days: int) -> None:
    result = compared(sample, as_of, as_of - dt.timedelta(days=days))
    assert silences(result) == []
    assert any("No group has gone silent" in finding.text.render("en") for finding in result.findings())


def dealt_out_anew(sample: DuckWarehouse, seed: int, folder: Path) -> DuckWarehouse:
    """The same people with as many orders each, the same days with as many orders each; who ordered when is drawn."""
    rows = sample.arrow(
        "SELECT customer_id, ordered_at::DATE AS day, net_amount FROM mart.purchases WHERE currency = 'CNY' "
        "ORDER BY order_key"
    ).to_pylist()
    days = Random(seed).sample([row["day"] for row in rows], len(rows))
    return workspace(
        folder,
        orders=[
            order(row["customer_id"], day.isoformat(), str(row["net_amount"]))
            for row, day in zip(rows, days, strict=True)
        ],
    )


@pytest.mark.slow("counts many shops")
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_found_where_days_were_dealt_out_anew(
    sample: DuckWarehouse, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    shuffled = dealt_out_anew(sample, seed, tmp_path_factory.mktemp("shuffled"))
    for as_of in (dt.date(2025, 9, 1), dt.date(2025, 11, 1), AS_OF):
        result = compared(shuffled, as_of, SILENT_FROM)
        assert silences(result) == [], as_of
        assert result.silence["p_value"].notna().sum() >= 7
