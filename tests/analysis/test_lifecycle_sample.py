"""What was planted in the sample brand is found in its lives."""

import datetime as dt
import json
from pathlib import Path

import pytest

from insight.analysis.lifecycle import LifecycleParams, LifecycleResult, customers, lifecycle
from insight.warehouse import DuckWarehouse
from tests.sample_brand import sample_brand

TRUTH = json.loads((Path(__file__).parents[2] / "sample_data" / "truth.json").read_text(encoding="utf-8"))
PARAMS = LifecycleParams(as_of=dt.date(2026, 1, 1), currency="CNY", months=24)


@pytest.fixture(scope="module")
def sample() -> DuckWarehouse:
    return sample_brand()


@pytest.fixture(scope="module")
def lives(sample: DuckWarehouse) -> LifecycleResult:
    return lifecycle(sample, PARAMS)


def test_everybody_has_one_stage(sample: DuckWarehouse, lives: LifecycleResult) -> None:
    rows = customers(sample, PARAMS, lives.limits).to_pandas()
    assert rows["customer_id"].is_unique
    assert len(rows) == lives.people == TRUTH["people"]["findable_people"]
    assert int(rows["orders"].notna().sum()) == lives.buyers == TRUTH["people"]["buyers_with_a_valid_order"]
    sizes = lives.stages.set_index("stage")["customers"]
    one_time = lives.labels[lives.labels["frequency_label"] == "trying"]["customers"].sum()
    assert one_time == TRUTH["people"]["one_time_buyers"]
    assert sizes.sum() == lives.people


def test_planted_silence_is_seen_person_by_person_and_month_by_month(
    sample: DuckWarehouse, lives: LifecycleResult
) -> None:
    """Good customers who bought for the last time before August 2025."""
    silent = TRUTH["fell_silent"]["people"]
    names = {value for person in silent for value in person.values()}
    known = sample.query("SELECT DISTINCT customer_id, value FROM core.identifiers")
    ids = set(known[known["value"].isin(names)]["customer_id"])
    rows = customers(sample, PARAMS, lives.limits).to_pandas().set_index("customer_id")
    assert len(ids) == pytest.approx(len(silent), abs=3)
    assert rows.loc[list(ids)]["stage"].isin((7, 8)).mean() >= 0.97
    gone = lives.pulse.set_index("period")["newly_dormant"]
    assert gone[dt.date(2025, 8, 1)] > 1.5 * gone[dt.date(2025, 5, 1) : dt.date(2025, 7, 31)].mean()
    august = lives.pulse[lives.pulse["period"] == dt.date(2025, 8, 1)].iloc[0]
    assert august["high"] < 1


def test_618_of_2025_won_many_and_kept_few(lives: LifecycleResult) -> None:
    """The planted break: 8 % of them came back within 90 days, a third of the usual share."""
    new = lives.pulse.set_index("period")["new"]
    assert new[dt.date(2025, 6, 1)] > 2 * new[dt.date(2025, 5, 1)]
    kept = {}
    for month in (dt.date(2025, 5, 1), dt.date(2025, 7, 1)):
        rows = lives.flows[(lives.flows["period"] == month) & (lives.flows["from_stage"] == "first_order")]
        again = rows[rows["to_stage"].isin(("repeat", "loyal"))]["customers"].sum()
        kept[month.month] = again / rows["customers"].sum()
    assert kept[7] < 0.6 * kept[5]


def test_limits_lie_where_the_planted_rhythms_end(lives: LifecycleResult) -> None:
    """Most people refill every 45 to 90 days: who has not come for longer is late."""
    assert 45 <= lives.limits.active_days <= 60
    assert 75 <= lives.limits.dormant_days <= 95
    assert lives.limits.lost_days > 2 * lives.limits.dormant_days
    assert set(lives.limit_table["source"]) == {"proposed"}


def test_every_finding_has_its_numbers(lives: LifecycleResult) -> None:
    findings = lives.findings()
    assert len(findings) >= 5
    assert all(finding.n > 0 for finding in findings)
    texts = [finding.text.render(language) for finding in findings for language in ("en", "zh_CN")]
    assert len(set(texts)) == len(texts)


def test_members_of_a_month_are_listed_by_the_shown_number(sample: DuckWarehouse, lives: LifecycleResult) -> None:
    row = lives.pulse[lives.pulse["period"] == dt.date(2025, 8, 1)].iloc[0]
    for movement in ("new", "won_back", "newly_dormant"):
        assert lives.segment(month="2025-08-01", movement=movement).count(sample) == row[movement]
