"""The sample brand's two campaigns: one has a planted effect, one has none; a festival is no effect."""

import datetime as dt
import json
from pathlib import Path

import pytest

from insight.analysis.ab_test import AbTestParams, ab_test
from insight.analysis.before_after import BeforeAfterParams, before_after
from insight.analysis.campaigns import CampaignsParams, campaigns
from insight.analysis.judge import JudgeParams, judge
from insight.warehouse import DuckWarehouse
from tests.sample_brand import sample_brand

TRUTH = json.loads((Path(__file__).parents[2] / "sample_data" / "truth.json").read_text(encoding="utf-8"))["campaigns"]
AS_OF = dt.date(2026, 1, 1)


@pytest.fixture(scope="module")
def sample() -> DuckWarehouse:
    return sample_brand()


@pytest.mark.parametrize(("number", "verdict"), [("HD2511", "effective"), ("HD2509", "none")])
def test_the_campaign_with_an_effect_is_told_from_the_one_without(
    sample: DuckWarehouse, number: str, verdict: str
) -> None:
    result = judge(sample, JudgeParams(as_of=AS_OF, currency="CNY", campaign=number))
    truth = TRUTH[number]
    assert (result.verdict, result.grade) == (verdict, "strong")
    row = result.comparisons.set_index("way").loc["control"]
    assert (row["customers"], row["others"]) == (truth["treated"]["people"], truth["control"]["people"])
    assert row["difference"] == pytest.approx(truth["difference"], abs=1e-4)
    assert row["low"] <= truth["difference"] <= row["high"]
    bought = result.segment(arm="control", bought=True)
    assert bought.count(sample) == truth["control"]["bought"]


@pytest.mark.parametrize("starts_on", ["2025-10-12", "2025-10-25", "2025-11-05"])
def test_a_festival_in_the_days_that_count_makes_no_effect(sample: DuckWarehouse, starts_on: str) -> None:
    asked = JudgeParams(
        as_of=AS_OF, currency="CNY", campaign="HD2509", starts_on=dt.date.fromisoformat(starts_on), days=20
    )
    assert judge(sample, asked).verdict == "none"


def test_a_day_before_the_festival_on_which_nothing_began_is_no_effect(sample: DuckWarehouse) -> None:
    asked = JudgeParams(as_of=AS_OF, currency="CNY", field="everybody", starts_on=dt.date(2025, 5, 25))
    result = judge(sample, asked)
    assert result.span.festival is not None
    assert (result.verdict, result.way) == ("none", "series")


def test_campaigns_count_what_the_contacts_say(sample: DuckWarehouse) -> None:
    result = campaigns(sample, CampaignsParams(as_of=AS_OF, currency="CNY"))
    rows = result.campaigns.set_index("campaign_id")
    for number, truth in TRUTH.items():
        if number == "window_days":
            continue
        row = rows.loc[number]
        assert (row["treated"], row["bought"]) == (truth["treated"]["people"], truth["treated"]["bought"])
        assert (row["control"], row["control_bought"]) == (truth["control"]["people"], truth["control"]["bought"])
        for name, told in (
            ("delivered", "arrived"),
            ("failed", "failed"),
            ("opened", "opened"),
            ("clicked", "clicked"),
        ):
            assert row[name] == truth[told], (number, name)
            assert result.segment(campaign=number, state=name).count(sample) == row[name]
    assert result.pressure["customers"].sum() == result.contacted
    assert result.segment(contacts=1).count(sample) == result.pressure["customers"].iloc[0]
    champions = result.groups[result.groups["kind"] == "rfm"].iloc[0]
    cell = {"kind": "rfm", "group": champions["group"]}
    assert result.segment(**cell, state="bought").count(sample) == champions["bought"]


def test_contributions_add_up_and_periods_are_the_people_behind_them(sample: DuckWarehouse) -> None:
    result = before_after(sample, BeforeAfterParams(as_of=AS_OF, currency="CNY"))
    for _kind, part in result.contributions.groupby("kind"):
        assert part["share"].sum() == pytest.approx(1.0)
        assert part["change"].sum() == pytest.approx(result.measure("net_amount")["change"])
    assert result.segment(period="after").count(sample) == result.measure("buyers")["after"]
    assert result.segment(period="before", buyer="new").count(sample) == 108


def test_the_words_of_the_contacts_are_the_arms_of_a_test(sample: DuckWarehouse) -> None:
    result = ab_test(sample, AbTestParams(as_of=AS_OF, currency="CNY"))
    assert list(result.arms["arm"]) == ["对照", "触达"]
    assert result.findings()[0].text.render("en") == "双11老客召回: 触达 did better than 对照 (8.8%)"
    assert result.segment(arm="对照", bought=True).count(sample) == TRUTH["HD2511"]["control"]["bought"]
