"""Campaigns and contact pressure on shops made by hand."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.campaigns import CampaignsParams, campaigns
from insight.analysis.campaigns.themes import theme_of
from insight.analysis.personas import keep_persona
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.analysis.judge_shop import AS_OF, START, at, campaign, touch
from tests.workspaces import Row, member, order, people, workspace

_PARAMS = CampaignsParams(as_of=AS_OF, currency="CNY", cap=2)


def shop(folder: Path) -> DuckWarehouse:
    """Ann gets three messages in a week, Bob two a month apart, Cy is held back and buys; a stranger is unknown."""
    days = {"ann": (0, 2, 6), "bob": (0, 29.9), "dee": (0,)}
    touches: list[Row] = [
        touch(name, f"C{number}", sent_at=START + dt.timedelta(days=day))
        for name, sent in days.items()
        for number, day in enumerate(sent, 1)
    ]
    touches += [touch("cy", arm="control"), touch("stranger")]
    touches[0] |= {"opened_at": START + dt.timedelta(hours=1), "clicked_at": START + dt.timedelta(hours=2)}
    touches[5] |= {"delivered": False, "failed_reason": "off"}
    orders = [order(name, at(-50), 10) for name in ("ann", "bob", "cy", "dee")]
    orders += [order("ann", at(0), 40), order("ann", at(29), 60), order("cy", at(3), 70), order("bob", at(30), 80)]
    return workspace(folder, orders=orders, touches=touches, campaigns=[campaign(), campaign("C9", cost="7")])


def test_every_step_by_hand(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    result = campaigns(warehouse, _PARAMS)
    row = result.campaigns.set_index("campaign_id").loc["C1"]
    told = ["treated", "control", "delivered", "failed", "opened", "clicked", "bought", "control_bought", "unknown"]
    assert [int(row[name]) for name in told] == [3, 1, 2, 1, 1, 1, 1, 1, 1]
    assert (row["orders"], row["net_amount"], row["cost"]) == (2, 100, 100)
    for state in ("treated", "control", "delivered", "failed", "opened", "clicked", "bought"):
        assert result.segment(campaign="C1", state=state).count(warehouse) == row[state]
    assert result.campaigns.set_index("campaign_id").loc["C9", "treated"] == 0


def test_participation_by_persona_is_that_of_the_day_of_the_start(tmp_path: Path) -> None:
    """Ann and Bob had bought before; Dee bought first after the start, and is no buyer yet on that day."""
    warehouse = workspace(
        tmp_path,
        customers=[member("dee", "2024-01-01")],
        orders=[order("ann", at(-50), 10), order("bob", at(-50), 10), order("dee", at(1), 10), order("cy", at(-9), 10)],
        touches=[touch("ann"), touch("bob"), touch("dee"), touch("cy", arm="control")],
        campaigns=[campaign(), campaign("C9")],
    )
    persona = keep_persona(warehouse, "Regulars", "buyers", at=START)
    result = campaigns(warehouse, _PARAMS)
    rows = result.groups[result.groups["kind"] == "persona"]
    assert rows[["group", "customers", "bought"]].to_numpy().tolist() == [["Regulars", 2, 0]]
    segment = result.segment(kind="persona", group="Regulars")
    assert people(warehouse, segment.statement, segment.values) == {"ann", "bob"}
    with pytest.raises(ParameterError, match="whose groups are shown"):
        result.segment(campaign="C9", kind="persona", group="Regulars")
    named = CampaignsParams(as_of=AS_OF, currency="CNY", personas=(str(persona.persona_id),))
    assert "persona" in set(campaigns(warehouse, named).groups["kind"])
    with pytest.raises(ParameterError, match="moon"):
        campaigns(warehouse, CampaignsParams(as_of=AS_OF, currency="CNY", personas=("moon",)))


def test_pressure_is_the_most_within_any_days_of_the_cap(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    result = campaigns(warehouse, _PARAMS)
    assert result.pressure["customers"].tolist() == [1, 1, 1, 0, 0]
    assert result.pressure["is_over"].tolist() == [False, False, True, True, True]
    assert (result.contacted, result.over_cap) == (3, 1)
    assert result.segment(over_cap=True).count(warehouse) == 1
    assert "1 people were contacted more than 2 times within 30 days" in [
        finding.text.render("en") for finding in result.findings()
    ]
    narrower = campaigns(warehouse, CampaignsParams(as_of=AS_OF, currency="CNY", cap=2, cap_days=6))
    assert narrower.pressure["customers"].tolist() == [2, 1, 0, 0, 0]


def test_a_campaign_without_anybody_held_back_is_said(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", at(-5), 10)], touches=[touch("ann")], campaigns=[campaign()])
    assert campaigns(warehouse, _PARAMS).findings()[1].text.render("en") == (
        "Recall C1 held nobody back: what it earned beyond what would have come anyhow can only be guessed"
    )


def test_larger_coupons_that_more_people_use_are_named(tmp_path: Path) -> None:
    coupons = [
        {
            "coupon_id": f"{value}-{number}",
            "customer_ref": f"p{number}",
            "issued_at": START + dt.timedelta(days=2),
            "redeemed_at": START + dt.timedelta(days=5) if number < used else None,
            "face_value": str(value),
        }
        for value, used in ((10, 4), (20, 30))
        for number in range(40)
    ]
    orders = [order(f"p{number}", at(-5), 10) for number in range(40)]
    touches = [touch(f"p{number}") for number in range(40)]
    shop = workspace(tmp_path, orders=orders, touches=touches, campaigns=[campaign()], coupons=coupons)
    result = campaigns(shop, _PARAMS)
    assert result.rewards[["face_value", "customers", "redeemers"]].to_numpy().tolist() == [[10, 40, 4], [20, 40, 30]]
    assert result.coupons[["issued", "redeemed", "customers", "redeemers"]].to_numpy().tolist() == [[80, 34, 40, 30]]
    assert (
        "75% of the people who got a coupon of ¥20.00 used it, of those who got one of ¥10.00 10%; they may be other "
        "people"
    ) in [finding.text.render("en") for finding in result.findings()]


def test_no_campaign_and_none_that_has_begun(tmp_path: Path) -> None:
    bare = workspace(tmp_path / "a", orders=[order("ann", at(-5), 10)])
    with pytest.raises(NotEnoughDataError, match="No campaign has reached anybody yet"):
        campaigns(bare, _PARAMS)
    later = workspace(tmp_path / "b", orders=[order("ann", at(-5), 10)], touches=[touch("ann")])
    with pytest.raises(NotEnoughDataError, match="No campaign had begun before 1 May 2025"):
        campaigns(later, CampaignsParams(as_of=dt.date(2025, 5, 1), currency="CNY"))


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    "cell", [{"campaign": "X"}, {"state": "x"}, {"contacts": 0}, {"contacts": 9}, {"kind": "rfm", "group": "x"}]
)
def test_cells_that_are_not_there(tmp_path: Path, cell: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        campaigns(shop(tmp_path), _PARAMS).segment(**cell)


@pytest.mark.parametrize(
    ("name", "theme"), [("双11老客召回", "recall"), ("会员日新品推荐", "new"), ("满减券", "offer"), ("Zoo", "other")]
)
def test_themes_are_guessed_from_names(name: str, theme: str) -> None:
    assert theme_of(name) == theme
