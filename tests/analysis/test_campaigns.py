"""Campaigns and contact pressure on shops made by hand, and tests of several arms."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.ab_test import AbTestParams, ab_test
from insight.analysis.campaigns import CampaignsParams, campaigns
from insight.analysis.campaigns.themes import theme_of
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.analysis.judge_shop import AS_OF, START, at, campaign, touch
from tests.workspaces import Row, order, workspace

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


def counted(*arms: tuple[str, int, int], **more: Any) -> list[str]:
    names, sizes, successes = zip(*arms, strict=True)
    given = {"as_of": AS_OF, "currency": "CNY", "arms": names, "sizes": sizes, "successes": successes}
    result = ab_test(None, AbTestParams(**(given | more)))  # type: ignore[arg-type]
    return [finding.text.render("en") for finding in result.findings()]


def test_the_best_of_three_arms_and_a_warning() -> None:
    said = counted(("A", 1000, 50), ("B", 1010, 80), ("C", 990, 52))
    assert said[:2] == [
        "Test: B did better than A, C (7.9%)",
        "The best of 3 arms looks better than it is: repeat it before much is spent on it",
    ]


def test_holm_takes_back_what_one_pair_alone_would_say() -> None:
    assert counted(("A", 1000, 50), ("B", 1000, 71))[0] == "Test: B did better than A (7.1%)"
    several = counted(("A", 1000, 50), ("B", 1000, 71), ("C", 1000, 60))
    assert several[0] == "Test: no difference between the arms can be seen"


def test_arms_that_were_not_dealt_as_planned_have_no_winner() -> None:
    assert counted(("A", 1000, 50), ("B", 800, 80))[0] == (
        "Test: no verdict. The arms have 1000 : 800 people, not as planned: they were not dealt by lot"
    )
    assert "did better" in counted(("A", 1000, 50), ("B", 800, 80), shares=(0.55, 0.45))[0]
    assert "did better" in counted(("A", 3000, 50), ("B", 800, 80))[0]


def test_what_a_test_would_need() -> None:
    assert counted(("A", 100, 5), ("B", 100, 5), baseline=0.05, lift=0.2)[-1] == (
        "To tell 5% from 6%, a test needs 8,143 people in each arm"
    )


@pytest.mark.parametrize(
    "given",
    [
        {"arms": ("A",), "sizes": (1,), "successes": (1,)},
        {"arms": ("A", "A"), "sizes": (1, 1), "successes": (1, 1)},
        {"arms": ("A", "B"), "sizes": (1,), "successes": (1, 1)},
        {"arms": ("A", "B"), "sizes": (1, 1), "successes": (2, 1)},
        {"measure": "clicks"},
        {"baseline": 0.95, "lift": 0.1},
        {"shares": (0.5, 1.5)},
    ],
)
def test_tests_that_cannot_be(given: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        AbTestParams(as_of=AS_OF, currency="CNY", **given)


def test_arms_with_words_of_their_own_and_orders_of_the_days(tmp_path: Path) -> None:
    touches = [touch(f"{arm}{number}", arm=None) | {"raw_status": arm} for arm in "AB" for number in range(40)]
    touches.append(touch("A0", arm=None, sent_at=START + dt.timedelta(days=1)) | {"raw_status": "B"})
    orders = [order(f"{arm}{number}", at(-9), 10) for arm in "AB" for number in range(40)]
    orders += [order(f"B{number}", at(2), 30) for number in range(20)] + [order("A1", at(30), 30)]
    warehouse = workspace(tmp_path, orders=orders, touches=touches, campaigns=[campaign()])
    result = ab_test(warehouse, AbTestParams(as_of=AS_OF, currency="CNY"))
    assert result.arms[["arm", "customers", "buyers"]].to_numpy().tolist() == [["A", 39, 0], ["B", 40, 20]]
    assert result.mixed == 1
    assert result.segment(arm="B", bought=True).count(warehouse) == 20
    money = ab_test(warehouse, AbTestParams(as_of=AS_OF, currency="CNY", measure="money"))
    assert money.findings()[0].text.render("en") == "Recall C1: B did better than A (¥15.00)"
