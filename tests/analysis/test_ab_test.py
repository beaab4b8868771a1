"""Tests of several versions: of a campaign, of lists, of numbers typed in, and tests that are only planned."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import ttest_ind_from_stats

from insight.analysis.ab_test import AbTestParams, AbTestResult, ab_test, lists_at_hand
from insight.audience.id_list import read_ids
from insight.audience.uploads import keep_list
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.analysis.judge_shop import AS_OF, START, at, campaign, touch
from tests.workspaces import order, people, workspace

LISTED = dt.datetime(2025, 5, 1, 15)


def asked(**given: Any) -> AbTestParams:
    return AbTestParams(**({"as_of": AS_OF, "currency": "CNY"} | given))


def said(result: AbTestResult) -> list[str]:
    return [finding.text.render("en") for finding in result.findings()]


def counted(*arms: tuple[str, int, int], **more: Any) -> list[str]:
    names, sizes, successes = zip(*arms, strict=True)
    return said(by_hand(arms=names, sizes=sizes, successes=successes, **more))


def by_hand(**given: Any) -> AbTestResult:
    """What needs no data at all."""
    return ab_test(None, asked(**given))  # type: ignore[arg-type]


def test_the_best_of_three_arms_and_a_warning() -> None:
    assert counted(("A", 1000, 50), ("B", 1010, 80), ("C", 990, 52)) == [
        "Test: B did better than A, C (7.9%)",
        "Of 1,000 people, B gets about 29 more than A (5%)",
        "The best of 3 arms looks better than it is: repeat it before much is spent on it",
    ]


def test_holm_takes_back_what_one_pair_alone_would_say() -> None:
    assert counted(("A", 1000, 50), ("B", 1000, 71))[0] == "Test: B did better than A (7.1%)"
    several = counted(("A", 1000, 50), ("B", 1000, 71), ("C", 1000, 60))
    assert several[0] == "Test: no difference between the arms can be seen"


def test_what_a_small_test_just_saw_is_said_to_be_smaller() -> None:
    warning = "The test was small for what it found: the true difference is probably smaller; repeat it"
    assert warning in counted(("A", 1000, 50), ("B", 1000, 71))
    assert warning not in counted(("A", 1000, 50), ("B", 1000, 110))


def test_arms_that_were_not_dealt_as_planned_have_no_winner() -> None:
    refused = counted(("A", 1000, 50), ("B", 800, 80))
    assert refused[:2] == [
        "Test: no verdict. The arms have 1000 : 800 people, not as planned: they were not dealt by lot",
        "If other shares were planned, state them; else find out who is missing before the test is repeated",
    ]
    assert "did better" in counted(("A", 1000, 50), ("B", 800, 80), shares=(0.55, 0.45))[0]
    assert "did better" in counted(("A", 3000, 50), ("B", 800, 80))[0]


def test_no_verdict_on_few_people_or_where_nobody_did_it() -> None:
    few = "Test: no verdict. B has only 19 people; at least 20 are needed"
    assert counted(("A", 20, 1), ("B", 19, 9))[0] == few
    assert "no verdict" not in counted(("A", 20, 1), ("B", 20, 9))[0]
    assert "Nobody in any arm has done it yet" in counted(("A", 500, 0), ("B", 500, 0))[0]


def test_amounts_typed_in_are_welch_s_test() -> None:
    result = by_hand(measure="money", arms=("A", "B"), sizes=(400, 420), means=(20.0, 27.5), deviations=(40.0, 44.0))
    pair = result.pairs.iloc[0]
    expected = ttest_ind_from_stats(27.5, 44.0, 420, 20.0, 40.0, 400, equal_var=False)
    assert pair["p"] == pytest.approx(expected.pvalue, abs=1e-9)
    assert (pair["difference"], pair["low"] < 7.5 < pair["high"]) == (7.5, True)
    assert said(result)[:2] == ["Test: B did better than A (¥27.50)", "That is about ¥7.50 more than A (¥20.00)"]


def test_a_test_is_planned_without_any_data() -> None:
    result = by_hand(baseline=0.05, lift=0.2, people=3000)
    assert said(result) == [
        "To tell 5% from 6%, a test needs 8,143 people in each arm",
        "3,000 people in each arm tell a rise from 5% to 6.7% or more, and no smaller one",
        "Fix the last day before you begin: whoever stops when it looks good finds winners that are none",
    ]
    plan = result.plan().set_index("lift")
    assert (plan.loc[0.5, "needed"], plan.loc[0.5, "needed_in_all"]) == (1458, 2916)
    assert list(plan.index) == [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0]


def test_more_versions_and_amounts_take_more_people() -> None:
    three = by_hand(baseline=0.05, lift=0.2, versions=3).plan().set_index("lift")
    assert (three.loc[0.2, "needed"], three.loc[0.2, "needed_in_all"]) == (10861, 32583)
    money = by_hand(measure="money", baseline=20.0, deviation=40.0, lift=0.2, people=1570)
    assert said(money)[:2] == [
        "To tell ¥20.00 from ¥24.00, a test needs 1,570 people in each arm",
        "1,570 people in each arm tell a rise from ¥20.00 to ¥24.00 or more, and no smaller one",
    ]


def test_a_share_near_all_has_no_room_to_rise() -> None:
    assert list(by_hand(baseline=0.9, lift=0.05).plan()["lift"]) == [0.05, 0.1]


@pytest.mark.parametrize(
    "given",
    [
        {"arms": ("A",), "sizes": (1,), "successes": (1,)},
        {"arms": ("A", "A"), "sizes": (1, 1), "successes": (1, 1)},
        {"arms": ("A", "B"), "sizes": (1,), "successes": (1, 1)},
        {"arms": ("A", "B"), "sizes": (1, 1), "successes": (2, 1)},
        {"arms": ("A", "B"), "sizes": (0, 1), "successes": (0, 1)},
        {"arms": ("A", "B"), "sizes": (1, 1), "successes": (1, 1), "measure": "basket"},
        {"arms": ("A", "B"), "sizes": (1, 1), "successes": (1, 1), "measure": "money"},
        {"arms": ("A", "B"), "sizes": (9, 9), "means": (1, 1), "deviations": (1, -1), "measure": "money"},
        {"sizes": (1, 1)},
        {"lists": ("upload:1",)},
        {"lists": ("upload:1", "upload:1")},
        {"lists": ("upload:1", "upload:2"), "measure": "clicked"},
        {"measure": "clicks"},
        {"baseline": 0.95, "lift": 0.1},
        {"baseline": 0.5, "lift": 0.0},
        {"baseline": 0.0},
        {"baseline": 20.0, "measure": "money"},
        {"baseline": -1.0, "deviation": 2.0, "measure": "money"},
        {"versions": 1},
        {"people": 1},
        {"shares": (0.5, 1.5)},
    ],
)
def test_tests_that_cannot_be(given: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        asked(**given)


def worded(tmp_path: Path) -> DuckWarehouse:
    """A0 got both versions; twenty who got B bought, and every third of A clicked."""
    touches = [touch(f"{arm}{number}", arm=None) | {"raw_status": arm} for arm in "AB" for number in range(40)]
    for one in touches[1:40:3]:
        one["clicked_at"] = START + dt.timedelta(hours=1)
    touches.append(touch("A0", arm=None, sent_at=START + dt.timedelta(days=1)) | {"raw_status": "B"})
    orders = [order(f"{arm}{number}", at(-9), 10) for arm in "AB" for number in range(40)]
    orders += [order(f"B{number}", at(2), 30) for number in range(20)] + [order("A1", at(30), 30)]
    return workspace(tmp_path, orders=orders, touches=touches, campaigns=[campaign()])


def test_arms_with_words_of_their_own_and_orders_of_the_days(tmp_path: Path) -> None:
    warehouse = worded(tmp_path)
    result = ab_test(warehouse, asked())
    assert result.arms[["arm", "customers", "buyers", "clicked"]].to_numpy().tolist() == [
        ["A", 39, 0, 13],
        ["B", 40, 20, 0],
    ]
    assert result.mixed == 1
    assert result.segment(arm="B", bought=True).count(warehouse) == 20
    money = ab_test(warehouse, asked(measure="money"))
    assert said(money)[0] == "Recall C1: B did better than A (¥15.00)"
    clicked = ab_test(warehouse, asked(measure="clicked"))
    assert said(clicked)[0] == "Recall C1: A did better than B (33%)"
    later = ab_test(warehouse, asked(starts_on=dt.date(2025, 5, 4)))
    assert later.arms["buyers"].tolist() == [1, 0]


def keep(warehouse: DuckWarehouse, folder: Path, name: str, ids: list[str], taken: dt.datetime = LISTED) -> str:
    path = folder / f"{name}.csv"
    path.write_text("\n".join(["account", *ids]), encoding="utf-8")
    kept = keep_list(warehouse, read_ids(path)[0], path, column=0, name=name, at=taken, id_kind="account")
    return f"upload:{kept.list_id}"


def test_two_lists_and_later_orders(tmp_path: Path) -> None:
    orders = [order(f"{arm}{number}", at(-9), 10) for arm in "AB" for number in range(40)]
    orders += [order(f"B{number}", at(2), 30) for number in range(20)] + [order("A1", at(-0.5), 30)]
    warehouse = workspace(tmp_path, orders=orders)
    keep(warehouse, tmp_path, "红包", [f"A{number}" for number in range(40)] + ["nobody"])
    keep(warehouse, tmp_path, "满减", [f"B{number}" for number in range(40)] + ["A0", "B1"])
    assert [(row["name"], row["people"]) for row in lists_at_hand(warehouse)] == [("红包", 41), ("满减", 42)]
    result = ab_test(warehouse, asked(lists=("红包", "upload:2")))
    assert result.arms[["arm", "customers", "buyers"]].to_numpy().tolist() == [["满减", 40, 20], ["红包", 39, 0]]
    assert (result.mixed, result.starts_on) == (1, dt.date(2025, 5, 1))
    assert said(result)[0] == "Lists: 满减 did better than 红包 (50%)"
    bought = result.segment(arm="满减", bought=True)
    assert people(warehouse, bought.statement, bought.values) == {f"B{number}" for number in range(20)}
    rest = result.segment(arm="红包", bought=False)
    assert people(warehouse, rest.statement, rest.values) == {f"A{number}" for number in range(1, 40)}


def test_lists_brought_after_the_last_order_say_from_when_orders_count(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path, orders=[order(f"{arm}{number}", at(50), 10) for arm in "AB" for number in range(40)]
    )
    after = dt.datetime(2025, 8, 1, 9)
    lists = tuple(keep(warehouse, tmp_path, arm, [f"{arm}{number}" for number in range(40)], after) for arm in "AB")
    guessed = ab_test(warehouse, asked(lists=lists))
    assert guessed.starts_on == dt.date(2025, 6, 1)
    sentence = "Nothing says when the lists were used: orders count from 1 Jun 2025; choose the day if it was another"
    assert sentence in said(guessed)
    assert not any("would have been seen" in text for text in said(guessed))
    stated = ab_test(warehouse, asked(lists=lists, starts_on=dt.date(2025, 6, 10)))
    assert not any("Nothing says" in text for text in said(stated))
    assert said(stated)[1].startswith("The 30 days are not over yet")


def test_lists_that_are_not_there_or_share_everybody(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", at(1), 10), order("bob", at(40), 10)])
    lists = tuple(keep(warehouse, tmp_path, name, ["ann"]) for name in ("one", "two"))
    with pytest.raises(ParameterError, match=r"upload:1 \(one\), upload:2 \(two\)|upload:2 \(two\), upload:1 \(one\)"):
        ab_test(warehouse, asked(lists=("one", "three")))
    with pytest.raises(ParameterError, match="each list once"):
        ab_test(warehouse, asked(lists=("one", "upload:1")))
    with pytest.raises(NotEnoughDataError):
        ab_test(warehouse, asked(lists=lists))
    with pytest.raises(NotEnoughDataError):
        ab_test(warehouse, asked())
