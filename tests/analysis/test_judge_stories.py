"""What the judge says of campaigns whose truth is known, and of those that nobody can judge."""

import datetime as dt
from pathlib import Path

import pytest

from insight.analysis.judge import JudgeParams
from insight.errors import NotEnoughDataError, ParameterError
from tests.analysis.judge_shop import AS_OF, at, campaign, drawn, judged, said, touch
from tests.workspaces import order


def test_a_campaign_that_worked_is_said_to_have_worked(tmp_path: Path) -> None:
    result = judged(tmp_path, drawn(200, 100, buyers=(60, 10)))
    assert (result.verdict, result.grade, result.way) == ("effective", "strong", "control")
    assert said(result)[:2] == [
        "Recall C1 worked: 30% of the people contacted bought within 30 days, against 10% of those held back (strong "
        "evidence: people were held back by lot)",
        "It brought about 40 buyers, 40 orders and ¥4,000 that would not have come without it; each of these orders "
        "cost ¥2.50",
    ]
    assert said(result, "zh_CN")[0].startswith("Recall C1 有效")


def test_half_as_many_buyers_is_harm(tmp_path: Path) -> None:
    result = judged(tmp_path, drawn(200, 200, buyers=(10, 50)))
    assert result.verdict == "harmful"
    assert said(result)[1] == "It cost about 40 buyers, 40 orders and ¥4,000"


def test_a_small_difference_cannot_be_seen_and_the_smallest_that_could_is_said(tmp_path: Path) -> None:
    result = judged(tmp_path, drawn(100, 100, buyers=(12, 10)))
    assert result.verdict == "none"
    assert said(result)[1] == (
        "With so few people only a rise from 10% to 23% or more would have been seen; a smaller one may be there all "
        "the same"
    )


def test_a_control_of_one_person_gives_no_verdict(tmp_path: Path) -> None:
    result = judged(tmp_path, drawn(200, 1, buyers=(60, 0), others=100, other_buyers=5))
    assert result.verdict == "refused"
    assert said(result)[0] == (
        "Recall C1: no verdict. 200 contacted and 1 to compare with; each side needs at least 20 people"
    )


def test_a_campaign_nobody_answered_gives_no_verdict(tmp_path: Path) -> None:
    result = judged(tmp_path, drawn(100, 100, buyers=(0, 2)))
    assert said(result)[0] == (
        "Recall C1: no verdict. None of the 100 people contacted bought within 30 days: there is nothing to judge"
    )


def test_nobody_contacted_bought_but_many_of_those_held_back_is_harm(tmp_path: Path) -> None:
    assert judged(tmp_path, drawn(100, 100, buyers=(0, 30))).verdict == "harmful"


def test_people_without_orders_before_give_no_verdict(tmp_path: Path) -> None:
    rows = drawn(60, 0, buyers=(20, 0), others=80, other_buyers=4)
    start = dt.datetime(2025, 5, 1)
    rows["orders"] = [row for row in rows["orders"] if row["buyer_ref"][0] != "t" or row["ordered_at"] > start]
    result = judged(tmp_path, rows)
    assert result.verdict == "refused"
    assert "None of the 20 people contacted had bought before" in said(result)[0]


def test_days_outside_the_data_are_refused(tmp_path: Path) -> None:
    rows = drawn(40, 40, buyers=(5, 5))
    with pytest.raises(
        NotEnoughDataError, match="began on 1 Jan 2030, outside the orders that are known — orders from"
    ):
        judged(tmp_path, rows, starts_on=dt.date(2030, 1, 1))


def test_a_campaign_that_has_just_begun_is_not_judged(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError, match="has only just begun — 4 of 30 days are over"):
        judged(tmp_path, drawn(40, 40, buyers=(5, 5)), as_of=dt.date(2025, 5, 6))


def test_looking_before_the_days_are_over_is_warned_of(tmp_path: Path) -> None:
    result = judged(tmp_path, drawn(200, 100, buyers=(60, 10)), as_of=dt.date(2025, 5, 20))
    assert result.span.days == 18
    assert "Only 18 of 30 days are over: whoever looks early and often finds effects that are none" in said(result)


def test_another_campaign_on_one_side_gives_no_verdict(tmp_path: Path) -> None:
    rows = drawn(100, 100, buyers=(30, 5))
    rows["touches"] += [touch(f"t{number}", "C2") for number in range(50)]
    result = judged(tmp_path, rows)
    assert result.verdict == "refused"
    assert said(result)[0].endswith(
        "no verdict. Another campaign reached 50% of the people contacted and 0% of those held back in the same days: "
        "whose effect it is cannot be told"
    )


def test_another_campaign_on_both_sides_alike_leaves_the_verdict(tmp_path: Path) -> None:
    rows = drawn(100, 100, buyers=(30, 5))
    rows["touches"] += [touch(f"{side}{number}", "C2") for number in range(50) for side in "tc"]
    result = judged(tmp_path, rows)
    assert result.verdict == "effective"
    assert "C2 reached 100 of the same people in the same days" in said(result)


def test_sides_that_were_not_alike_to_begin_with_give_no_verdict(tmp_path: Path) -> None:
    rows = drawn(100, 100, buyers=(30, 5))
    rows["orders"] += [order(f"t{number}", at(-10), 80) for number in range(40)]
    result = judged(tmp_path, rows)
    assert result.verdict == "refused"
    assert "Just before the start 40% of the people contacted bought and 0% of the others" in said(result)[0]


def test_arms_of_other_sizes_than_planned_give_no_verdict(tmp_path: Path) -> None:
    result = judged(tmp_path, drawn(200, 100, buyers=(60, 10)), control_share=0.5)
    assert "100 of 300 people were held back, although 50% were planned" in said(result)[0]
    assert judged(tmp_path, drawn(200, 100, buyers=(60, 10)), control_share=0.33).verdict == "effective"


def test_without_people_held_back_people_alike_are_compared(tmp_path: Path) -> None:
    result = judged(tmp_path, drawn(150, 0, buyers=(60, 0), others=600, other_buyers=60, before=2))
    assert (result.verdict, result.grade, result.way) == ("effective", "fair", "matched")
    row = result.comparisons.set_index("way").loc["matched"]
    assert row["rate"] == pytest.approx(0.4)
    assert row["difference"] == pytest.approx(0.3, abs=0.02)


def test_who_was_chosen_for_having_stopped_is_not_compared_with_everybody(tmp_path: Path) -> None:
    """Regression to the mean: the change of those who had just not bought proves nothing."""
    rows = drawn(120, 0, buyers=(24, 0), others=400, other_buyers=80)
    rows["orders"] += [order(f"o{number}", at(-15), 30) for number in range(400)]
    result = judged(tmp_path, rows)
    assert result.verdict == "refused"


@pytest.mark.parametrize("reaches_back", [True, False])
def test_a_festival_is_compared_with_itself_a_year_before_or_not_at_all(tmp_path: Path, reaches_back: bool) -> None:
    rows = drawn(50, 50, buyers=(10, 10))
    rows["orders"].append(order("late", "2025-06-28", 10))
    rows["orders"] += [order(f"t{number}", "2024-06-05", 10) for number in range(5)] if reaches_back else []
    rows["orders"] = [row for row in rows["orders"] if reaches_back or row["buyer_ref"] != "early"]
    result = judged(tmp_path, rows, starts_on=dt.date(2025, 6, 1), days=20)
    row = result.comparisons.set_index("way").loc["before_after"]
    if reaches_back:
        assert result.span.year_before == dt.datetime(2024, 6, 1)
        assert (row["rate"], row["other_rate"]) == (0.0, 0.1)
        assert "Around 618 2025 a year before 10% of the same people bought in as many days, now 0%" in said(result)[-1]
        return
    assert row["state"] == "impossible"
    assert row["why_not"].render("en") == (
        "618 2025 lies in these days and not in those before, and the data hold no earlier one to compare with"
    )


def test_nobody_reached_is_nothing_to_judge(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError, match="No campaign has reached anybody yet"):
        judged(tmp_path, {"orders": [order("a", "2025-05-01", 10)]}, campaign=None)


def test_contacts_of_strangers_are_said(tmp_path: Path) -> None:
    orders = [order("a", at(-5), 10), order("a", at(5), 10)]
    rows = {"orders": orders, "touches": [touch("x")], "campaigns": [campaign()]}
    with pytest.raises(NotEnoughDataError, match="Nobody whom Recall C1 contacted is known — 1 contacts"):
        judged(tmp_path, rows)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"campaign": "C9"}, "campaign"),
        ({"campaign": None, "export": "L1"}, "export"),
    ],
)
def test_names_that_are_not_there_are_refused(tmp_path: Path, given: dict[str, str | None], name: str) -> None:
    with pytest.raises(ParameterError, match=name):
        judged(tmp_path, drawn(1, 1, buyers=(1, 1)), **given)


@pytest.mark.parametrize(
    "given",
    [
        {"campaign": "C1", "export": "L1"},
        {"field": "channel", "starts_on": dt.date(2025, 5, 1)},
        {"field": "everybody", "value": "x", "starts_on": dt.date(2025, 5, 1)},
        {"value": "x"},
        {"field": "everybody"},
        {"days": 2},
        {"days": 181},
        {"outcome": "clicks"},
        {"control_share": 1.0},
    ],
)
def test_what_cannot_be_asked(given: dict[str, object]) -> None:
    with pytest.raises(ParameterError):
        JudgeParams(as_of=AS_OF, currency="CNY", **given)  # type: ignore[arg-type]
