"""What a list with a control group can prove, and what would have to be changed so that it proves something."""

import pytest

from insight.export import smallest_provable
from insight.export.effect import effect, enough_people, enough_share


def test_a_list_that_proves_too_little_says_which_share_and_how_many_people_would() -> None:
    found = effect(treated=720, control=80, buyers=160, window_days=30)
    assert found.provable == pytest.approx(0.346, abs=1e-3)
    assert (enough_share(found), enough_people(found)) == (0.24, 1700)
    assert found.sentence().render("en").endswith("To prove a rise from 20% to 30% hold back 24%, or take 1,700 people")
    assert "把对照组调到 24%，或把人群扩大到 1,700 人" in found.sentence().render("zh_CN")


@pytest.mark.parametrize(("treated", "control", "buyers"), [(720, 80, 160), (190, 10, 0), (4000, 40, 400), (60, 3, 9)])
def test_what_is_proposed_proves_it_and_a_little_less_does_not(treated: int, control: int, buyers: int) -> None:
    found = effect(treated=treated, control=control, buyers=buyers, window_days=30)
    everybody = treated + control
    people = enough_people(found)
    held_back = round(people * control / everybody)
    assert (smallest_provable(found.baseline, people - held_back, held_back) or 2) <= found.worthwhile + 0.002
    fewer = people * 0.85
    assert (smallest_provable(found.baseline, fewer * treated // everybody, fewer * control // everybody) or 2) > (
        found.worthwhile
    )
    share = enough_share(found)
    if share is not None:
        more, less = round(everybody * share), round(everybody * (share - 0.01))
        assert (smallest_provable(found.baseline, everybody - more, more) or 2) <= found.worthwhile
        assert (smallest_provable(found.baseline, everybody - less, less) or 2) > found.worthwhile


def test_where_half_of_the_people_are_not_enough_only_more_people_are_proposed() -> None:
    found = effect(treated=18, control=2, buyers=4, window_days=30)
    assert (found.provable, enough_share(found)) == (pytest.approx(0.996, abs=1e-3), None)
    said = found.sentence().render("en")
    assert said.endswith("To prove a rise from 20% to 30% take 1,700 people")


@pytest.mark.parametrize(
    ("treated", "control", "buyers"),
    [(9000, 1000, 1000), (10, 2, 12), (95, 5, 92), (0, 0, 0), (0, 1, 0)],
    ids=["proves it already", "everybody bought", "nearly everybody bought", "nobody", "nobody to contact"],
)
def test_nothing_is_proposed_where_nothing_is_to_be_gained(treated: int, control: int, buyers: int) -> None:
    said = effect(treated=treated, control=control, buyers=buyers, window_days=30).sentence().render("en")
    assert "To prove" not in said


def test_nobody_held_back_of_few_is_told_what_would_be_enough() -> None:
    said = effect(treated=4, control=0, buyers=1, window_days=30).sentence().render("en")
    assert said.startswith("4 contacted and 0 held back are too few to prove any rise in 30 days. To prove a rise")
