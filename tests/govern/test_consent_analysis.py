"""Consent looked at: every number is the people behind it, and who was contacted against their will."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from insight.analysis.consent import ConsentParams, ConsentResult, consent
from insight.charts.consent.pictures import consent_bars, consent_months
from insight.errors import ParameterError
from insight.i18n import LANGUAGES
from insight.warehouse import DuckWarehouse
from tests.consents import AS_OF, said, touched
from tests.workspaces import Row, member, order, people, workspace

Shop = Callable[..., DuckWarehouse]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    def build(**rows: list[Row]) -> DuckWarehouse:
        return workspace(tmp_path, **rows)  # type: ignore[arg-type]

    return build


def look(warehouse: DuckWarehouse, as_of: dt.date = AS_OF, **more: Any) -> ConsentResult:
    return consent(warehouse, ConsentParams(as_of=as_of, currency="CNY", **more))


def counts(result: ConsentResult, purpose: str = "marketing") -> dict[str, int]:
    rows = result.of(purpose)  # type: ignore[arg-type]
    return dict(zip(rows["status"], rows["customers"], strict=True))


def test_everybody_known_stands_somewhere_on_every_purpose(shop: Shop) -> None:
    warehouse = shop(
        customers=[member(name, "2024-01-01") for name in ("yes", "no", "gone", "silent")]
        + [member("later", "2026-03-01")],
        orders=[order("buyer", "2025-05-01", 10)],
        consents=[
            said("yes", "granted", "2025-01-01"),
            said("no", "denied", "2025-01-01"),
            said("gone", "granted", "2025-01-01"),
            said("gone", "withdrawn", "2025-07-01"),
            said("later", "granted", "2025-01-01"),
        ],
    )
    result = look(warehouse)
    assert counts(result) == {"granted": 1, "denied": 1, "withdrawn": 1, "unknown": 2}
    assert counts(result, "survey") == {"granted": 0, "denied": 0, "withdrawn": 0, "unknown": 5}
    assert set(result.purposes["n"]) == {5}
    row = result.of("marketing").iloc[0]
    assert (row["share"], row["low"]) == (0.2, pytest.approx(0.0362, abs=1e-3))
    who = result.segment(purpose="marketing", status="unknown")
    assert people(warehouse, who.statement, who.values) == {"silent", "buyer"}


def test_the_day_before_a_withdrawal_the_person_still_agreed(shop: Shop) -> None:
    warehouse = shop(
        customers=[member("ann", "2024-01-01")],
        consents=[said("ann", "granted", "2025-01-01"), said("ann", "withdrawn", "2025-07-01")],
    )
    assert counts(look(warehouse, dt.date(2025, 7, 1)))["granted"] == 1
    assert counts(look(warehouse, dt.date(2025, 7, 2)))["withdrawn"] == 1


def test_months_tell_who_stood_so_when_the_month_was_over(shop: Shop) -> None:
    warehouse = shop(
        customers=[member(name, "2024-01-01") for name in ("ann", "bob")]
        + [member("listed", "2024-01-01", consent="yes"), member("refused", "2024-01-01", consent="no")],
        consents=[
            said("ann", "granted", "2025-09-30T23:59"),
            said("ann", "withdrawn", "2025-11-05"),
            said("bob", "granted", "2025-11-10"),
            said("refused", "granted", "2025-10-01"),
        ],
    )
    result = look(warehouse, dt.date(2025, 12, 15), months=5)
    rows = result.months[result.months["purpose"] == "marketing"]
    found = {
        status: rows[rows["status"] == status]["customers"].tolist() for status in ("granted", "denied", "withdrawn")
    }
    assert found == {"granted": [1, 2, 2, 2, 2], "denied": [1, 1, 1, 1, 1], "withdrawn": [0, 0, 0, 1, 1]}
    assert rows[rows["status"] == "granted"]["period"].tolist()[0] == dt.date(2025, 8, 1)
    assert rows[rows["status"] == "granted"]["is_complete"].tolist() == [True, True, True, True, False]


def test_words_are_told_with_what_they_are_taken_for(shop: Shop) -> None:
    warehouse = shop(
        customers=[member("ann", "2024-01-01")],
        consents=[said("ann", "granted", "2025-01-01"), said("ann", "denied", "2025-02-01", "隐私政策")],
    )
    rows = look(warehouse).words.set_index("words")
    assert rows.loc["短信营销", ["purpose", "granted", "denied"]].tolist() == ["marketing", 1, 0]
    assert rows.loc["隐私政策", ["purpose", "granted", "denied"]].tolist() == ["", 0, 1]


CAMPAIGNS = [
    {"campaign_id": "C1", "name": "双11", "channel": "短信"},
    {"campaign_id": "C2", "name": "新品", "channel": "小程序订阅消息"},
]


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("consents", "touch", "expected"),
    [
        ([said("ann", "withdrawn", "2025-10-01")], touched("ann", "2025-10-31"), ["C1"]),
        ([said("ann", "withdrawn", "2025-11-01")], touched("ann", "2025-10-31"), []),
        ([said("ann", "denied", "2025-10-01")], touched("ann", "2025-10-31", arm="control"), []),
        ([said("ann", "denied", "2025-01-01"), said("ann", "granted", "2025-02-01")], touched("ann", "2025-10-31"), []),
        ([said("ann", "withdrawn", "2025-10-01")], touched("ann", "2025-10-31", campaign_id="C2"), []),
        (
            [said("ann", "withdrawn", "2025-10-01", "会员消息推送")],
            touched("ann", "2025-10-31", campaign_id="C2"),
            ["C2"],
        ),
        ([said("ann", "withdrawn", "2025-10-01", "会员消息推送")], touched("ann", "2025-10-31"), []),
        ([said("ann", "denied", "2025-10-01", "营销")], touched("ann", "2025-10-31", campaign_id="C2"), ["C2"]),
        ([said("ann", "denied", "2025-10-01", "问卷")], touched("ann", "2025-10-31"), []),
        ([said("ann", "denied", "2025-10-01")], touched("ann", "2025-10-31", campaign_id="C9"), ["C9"]),
        ([said("ann", "denied", "2025-10-01")], touched("ann", "2026-01-01"), []),
    ],
)
def test_against_their_will_means_the_newest_word_before_the_message_was_no(
    shop: Shop, consents: list[Row], touch: Row, expected: list[str]
) -> None:
    warehouse = shop(customers=[member("ann", "2024-01-01")], consents=consents, touches=[touch], campaigns=CAMPAIGNS)
    result = look(warehouse)
    rows = result.against[result.against["customers"] > 0]
    assert rows["campaign"].tolist() == expected
    for campaign in expected:
        who = result.segment(campaign=campaign)
        assert people(warehouse, who.statement, who.values) == {"ann"}
    assert any("although they had said no" in finding.text.render("en") for finding in result.findings()) == bool(
        expected
    )


def test_every_number_is_the_people_behind_it(shop: Shop) -> None:
    random = Random(5)
    names = [f"p{number}" for number in range(40)]
    warehouse = shop(
        customers=[
            member(
                name,
                random.choice((None, "2024-01-01", "2025-12-31", "2026-02-01")),
                consent=random.choice((None, "yes", "no")),
            )
            for name in names
        ],
        consents=[
            said(
                random.choice(names),
                random.choice(("granted", "denied", "withdrawn")),
                f"2025-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}T{random.choice((8, 8, 9)):02d}:00",
                random.choice(("短信营销", "会员消息推送", "问卷", "隐私政策", "全部")),
            )
            for _place in range(150)
        ],
        touches=[touched(name, "2025-10-31", campaign_id=random.choice(("C1", "C2"))) for name in names[:30]],
        campaigns=CAMPAIGNS,
    )
    result = look(warehouse, dt.date(2025, 12, 20))
    for row in result.purposes.to_dict("records"):
        assert result.segment(purpose=row["purpose"], status=row["status"]).count(warehouse) == row["customers"]
    for row in result.months.to_dict("records"):
        cell = {"purpose": row["purpose"], "status": row["status"], "period": row["period"]}
        assert result.segment(**cell).count(warehouse) == row["customers"], cell
    for row in result.against.to_dict("records"):
        assert result.segment(campaign=row["campaign"]).count(warehouse) == row["customers"]


def test_a_workspace_without_statements_says_so(shop: Shop) -> None:
    result = look(shop(orders=[order("ann", "2025-01-01", 10)]))
    assert counts(result) == {"granted": 0, "denied": 0, "withdrawn": 0, "unknown": 1}
    assert [finding.text.render("en") for finding in result.findings()] == [
        f"{purpose}: nobody of 1 people was ever asked"
        for purpose in ("Marketing contact", "Service notice", "Survey or research")
    ]
    for language in LANGUAGES:
        assert consent_bars(result, language).clickable()
        assert consent_months(result, language).clickable() == []


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"purpose": "party", "status": "granted"},
        {"purpose": "marketing"},
        {"purpose": "marketing", "status": "maybe"},
        {"purpose": "marketing", "status": "granted", "period": "soon"},
        {"campaign": "C9"},
        {"campaign": "C1", "purpose": "marketing", "status": "granted"},
    ],
)
def test_a_number_that_does_not_exist_is_refused(shop: Shop, cell: dict[str, str]) -> None:
    result = look(shop(orders=[order("ann", "2025-01-01", 10)]))
    with pytest.raises(ParameterError):
        result.segment(**cell)


def test_pictures_say_the_finding_and_stand_for_people(shop: Shop) -> None:
    warehouse = shop(
        customers=[member(name, "2024-01-01") for name in ("ann", "bob", "cat", "dan")],
        consents=[said("ann", "granted", "2025-03-01"), said("bob", "denied", "2025-03-01")],
    )
    result = look(warehouse, months=12)
    bars, months = consent_bars(result, "en"), consent_months(result, "en")
    assert bars.title == "25% of 4 people agreed to marketing; 50% were never asked"
    assert months.title == "Marketing contact: from 0 people who agreed in Jan 2025 to 1 in Dec 2025"
    assert ("standing", "marketing", "granted") in bars.clickable()
    assert ("month", "2025-12-01", "marketing") in months.clickable()
    assert len(bars.clickable()) == 12
    zh = consent_bars(result, "zh_CN")
    assert zh.title == "4 人中 25% 同意营销触达，50% 从未被征询"
    assert [name for name, _colour in zh.legend] == ["已同意", "已拒绝", "已撤回同意", "从未征询"]
