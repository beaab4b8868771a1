"""The control group: exact shares, the same draw for the same seed, and what it can prove."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.analysis.rfm import RfmParams, customers
from insight.export import ListChoices, smallest_provable
from insight.export.control import UNSCORED, draw, quotas
from insight.export.plan import plan
from insight.i18n import LANGUAGES
from tests.consents import AS_OF, AT, everyone, phone, said
from tests.workspaces import member, order, workspace

Sizes = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 400), min_size=1)


@given(sizes=Sizes, share=st.sampled_from((0.01, 0.1, 0.15, 1 / 3, 0.5)))
def test_every_stratum_gives_its_share_and_the_whole_share_is_exact(sizes: dict[str, int], share: float) -> None:
    found = quotas(sizes, share)
    assert sum(found.values()) == int(share * sum(sizes.values()) + 0.5)
    for stratum, size in sizes.items():
        assert 0 <= found[stratum] <= size
        assert abs(found[stratum] - share * size) < 1


@pytest.mark.parametrize(
    ("sizes", "share", "expected"),
    [
        ({"a": 14, "b": 14, "c": 2}, 0.1, {"a": 2, "b": 1, "c": 0}),
        ({"a": 5, "b": 5}, 0.1, {"a": 1, "b": 0}),
        ({"a": 4, "b": 0}, 0.1, {"a": 0, "b": 0}),
        ({"a": 1000, "b": 9}, 0.1, {"a": 100, "b": 1}),
    ],
)
def test_largest_remainders_are_served_first_and_equal_ones_by_name(
    sizes: dict[str, int], share: float, expected: dict[str, int]
) -> None:
    assert quotas(sizes, share) == expected


IDS = [f"c{number:05d}" for number in range(500)]
GROUPS = ["abc"[number % 3] for number in range(500)]


def test_the_same_seed_draws_the_same_people_whatever_the_order_of_the_rows() -> None:
    drawn = draw(IDS, GROUPS, share=0.1, seed=7)
    rows = list(zip(IDS, GROUPS, strict=True))
    random.Random(1).shuffle(rows)
    shuffled = draw([customer_id for customer_id, _group in rows], [group for _id, group in rows], share=0.1, seed=7)
    assert drawn == shuffled
    assert len(drawn) == 50
    assert draw(IDS, GROUPS, share=0.1, seed=8) != drawn


def test_the_draw_is_the_one_that_was_written_down() -> None:
    """A list that was exported years ago must draw the same people again."""
    assert sorted(draw(IDS[:20], ["a"] * 20, share=0.2, seed=1)) == ["c00003", "c00008", "c00012", "c00013"]


def test_a_larger_share_holds_the_same_people_back_and_more() -> None:
    assert draw(IDS, ["a"] * 500, share=0.1, seed=1) < draw(IDS, ["a"] * 500, share=0.3, seed=1)


def test_a_draw_says_nothing_about_the_number_of_a_person() -> None:
    halves = Counter(customer_id < "c00250" for customer_id in draw(IDS, ["a"] * 500, share=0.5, seed=3))
    assert 90 < halves[True] < 160


@pytest.mark.parametrize(
    ("baseline", "treated", "control", "by_statsmodels"),
    [
        (0.05, 900, 100, 0.13291038818003345),
        (0.05, 9000, 1000, 0.07228430926439114),
        (0.3, 86, 10, 0.7503960356104966),
        (0.0, 900, 100, 0.021644381175398648),
        (0.07210401891252956, 761, 85, 0.17534223401745078),
        (0.5, 180_000, 20_000, 0.5104402189549905),
        (0.9, 50, 50, 0.9982711620317967),
    ],
)
def test_the_smallest_effect_is_the_one_of_statsmodels(
    baseline: float, treated: int, control: int, by_statsmodels: float
) -> None:
    """NormalIndPower().solve_power(nobs1=treated, ratio=control/treated, alpha=0.05, power=0.8) of statsmodels 0.15,
    Cohen's h turned into the second share."""
    assert smallest_provable(baseline, treated, control) == pytest.approx(by_statsmodels, rel=1e-5)


def test_what_no_share_could_prove_is_undefined() -> None:
    assert smallest_provable(0.9, 10, 1) is None
    assert smallest_provable(0.1, 0, 10) is None
    assert smallest_provable(0.1, 10, 0) is None


def test_more_people_prove_a_smaller_effect() -> None:
    found = [smallest_provable(0.1, 9 * size, size) or 1.0 for size in (10, 100, 1000, 10_000)]
    assert found == sorted(found, reverse=True)
    assert found[-1] < 0.115


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., object]:
    folder: Path = tmp_path_factory.mktemp("shop")
    people = [f"p{number}" for number in range(60)]
    return workspace(  # type: ignore[return-value]
        folder,
        customers=[member(name, "2024-01-01", phone=phone(number)) for number, name in enumerate(people)],
        consents=[said(name, "granted", "2025-01-01") for name in people],
        orders=[
            order(name, f"2025-{month:02d}-15", 10 * number + 10)
            for number, name in enumerate(people[:50])
            for month in range(12 - number % 5, 13)
        ],
    )


def test_each_rfm_group_is_held_back_in_its_share(shop: object) -> None:
    choices = ListChoices(purpose="marketing", control_share=0.2, seed=4)
    made = plan(shop, everyone(), choices, currency="CNY", at=AT)  # type: ignore[arg-type]
    scored = customers(shop, RfmParams(as_of=AS_OF, currency="CNY")).to_pylist()  # type: ignore[arg-type]
    group_of = {row["customer_id"]: row["eleven"] for row in scored}
    sizes: dict[str, list[str]] = defaultdict(list)
    for row in made.people.to_pylist():
        assert row["stratum"] == group_of.get(row["customer_id"], UNSCORED)
        sizes[row["stratum"]].append(row["arm"])
    assert made.sums.control == 12
    assert len(sizes[UNSCORED]) == 10
    for stratum, arms in sizes.items():
        assert abs(arms.count("control") - 0.2 * len(arms)) < 1, stratum


def test_the_effect_counts_who_bought_in_the_window_before(shop: object) -> None:
    choices = ListChoices(purpose="marketing", control_share=0.1, window_days=30)
    found = plan(shop, everyone(), choices, currency="CNY", at=AT).sums.effect  # type: ignore[arg-type]
    assert found is not None
    assert (found.treated, found.control, found.baseline) == (54, 6, pytest.approx(50 / 60))
    assert found.provable is None
    halved = ListChoices(purpose="marketing", control_share=0.5, window_days=10)
    other = plan(shop, everyone(), halved, currency="CNY", at=AT).sums.effect  # type: ignore[arg-type]
    assert other is not None
    assert (other.baseline, other.provable) == (0.0, pytest.approx(smallest_provable(0, 30, 30)))
    assert "to 13%" in other.sentence().render("en")
    for language in LANGUAGES:
        assert "30" in found.sentence().render(language)
