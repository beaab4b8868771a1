"""What the pictures of movement and of tried cut-offs say, on a shop that can be told by heart.

Before 1 March 40 people had bought: p0–p29 in December, q0–q9 in February. In March p0–p4 and all q order again, r0–r2
come in.
"""

import datetime as dt

import pytest

from insight.analysis.rfm_movement import RfmMovementParams, RfmMovementResult, rfm_movement
from insight.analysis.rfm_movement.too_early import possible_from
from insight.analysis.rfm_sandbox import RfmSandboxParams, RfmSandboxResult, rfm_sandbox
from insight.charts.kit.picture import Picture
from insight.charts.rfm_movement.flow import movement_matrix
from insight.charts.rfm_movement.over_time import MEASURES, colours, sizes_over_time
from insight.charts.rfm_movement.rates import silent_rates, stay_rates
from insight.charts.rfm_sandbox.pictures import sandbox_groups, sandbox_matrix
from insight.warehouse import DuckWarehouse
from tests.workspaces import order, workspace

BEFORE, AS_OF = dt.date(2025, 3, 1), dt.date(2025, 4, 1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """By fixed cut-offs p are promising and q new on 1 March; p5–p29 need attention on 1 April, all others are new."""
    december = [order(f"p{n}", "2024-12-10", 100) for n in range(30)]
    february = [order(f"q{n}", "2025-02-20", 50) for n in range(10)]
    again = [order(name, "2025-03-20", 200) for name in (*(f"p{n}" for n in range(5)), *(f"q{n}" for n in range(10)))]
    came = [order(f"r{n}", "2025-03-25", 10) for n in range(3)]
    return workspace(tmp_path_factory.mktemp("shop"), orders=[*december, *february, *again, *came])


@pytest.fixture(scope="module")
def moved(shop: DuckWarehouse) -> RfmMovementResult:
    return rfm_movement(
        shop, RfmMovementParams(as_of=AS_OF, before=BEFORE, currency="CNY", method="fixed", order_cuts=(2, 3, 5, 10))
    )


@pytest.fixture(scope="module")
def tried(shop: DuckWarehouse) -> RfmSandboxResult:
    return rfm_sandbox(
        shop,
        RfmSandboxParams(as_of=AS_OF, currency="CNY", method="fixed", new_recency_day_cuts=(10, 90, 180, 365)),
    )


def all_pictures(moved: RfmMovementResult, tried: RfmSandboxResult, language: str) -> list[Picture]:
    makers = (movement_matrix, stay_rates, silent_rates)
    pictures = [make(moved, language) for make in makers]  # type: ignore[operator]
    pictures += [make(tried, language) for make in (sandbox_groups, sandbox_matrix)]  # type: ignore[operator]
    over = [sizes_over_time(moved.over_time, "eleven", "CNY", language, measure) for measure in MEASURES]  # type: ignore[arg-type]
    return [*pictures, *over]


def numbers(picture: Picture) -> list[str]:
    """The texts that stand in cells."""
    return [text for trace in picture.figure.data[1:] if trace.text is not None for text in trace.text if text]


def test_matrix_shows_every_way_and_those_who_came_in(moved: RfmMovementResult) -> None:
    picture = movement_matrix(moved, "en")
    assert sorted(numbers(picture), key=int) == ["3", "5", "10", "25"]
    assert picture.title == "From 28 Feb 2025 to 31 Mar 2025, 10 people stayed in their group, 25 moved down and 5 up"
    assert list(picture.figure.layout.yaxis.ticktext) == ["Not known before", "Needs attention", "Promising", "New"]
    assert list(picture.figure.layout.xaxis.ticktext) == ["New", "Promising", "Needs<br>attention"]
    assert len(picture.clickable()) == 4 * 3
    assert "n = " not in picture.note
    assert ("promising", "needs_attention", "") in picture.clickable()


@pytest.mark.parametrize(
    ("measure", "shown"),
    [("share", {"83%", "17%", "100%"}), ("net_amount", {"2,500", "1,500", "30"})],
)
def test_matrix_switches_its_measure(moved: RfmMovementResult, measure: str, shown: set[str]) -> None:
    assert set(numbers(movement_matrix(moved, "en", measure))) == shown  # type: ignore[arg-type]


def test_ways_down_are_warm_ways_up_are_blue_and_the_diagonal_is_grey(moved: RfmMovementResult) -> None:
    picture = movement_matrix(moved, "en")
    colours_of = dict(zip(picture.clickable(), picture.figure.data[0].marker.color, strict=True))
    assert colours_of["promising", "needs_attention", ""].startswith("rgba(201,98,38,")
    assert colours_of["promising", "new", ""].startswith("rgba(47,111,183,")
    assert colours_of["new", "new", ""].startswith("rgba(138,145,156,")


def test_chosen_way_is_outlined(moved: RfmMovementResult) -> None:
    bars = movement_matrix(moved, "en", chosen=("promising", "new", "")).figure.data[0]
    outlined = [tuple(way) for way, width in zip(bars.customdata, bars.marker.line.width, strict=True) if width]
    assert outlined == [("promising", "new", "")]


def test_rates_have_their_n_and_their_interval(moved: RfmMovementResult) -> None:
    bars = stay_rates(moved, "en").figure.data[0]
    assert list(bars.y) == ["Promising · 30", "New · 10"]
    assert list(bars.x) == [0.0, 1.0]
    assert bars.error_x.arrayminus[1] == pytest.approx(1 - 0.7225, abs=1e-4)
    assert list(bars.marker.opacity) == [1.0, 0.35]
    assert [tuple(way) for way in bars.customdata] == [("promising", "", "stayed"), ("new", "", "stayed")]
    assert stay_rates(moved, "en").title == "25% of 40 buyers stayed in their group"


def test_silence_without_a_span_before_says_that_nothing_can_be_expected(moved: RfmMovementResult) -> None:
    picture = silent_rates(moved, "en")
    assert list(picture.figure.data[0].x) == [pytest.approx(25 / 30), 0.0]
    assert picture.title == "62% ordered nothing; what would be expected cannot be told yet"
    assert picture.clickable() == [("promising", "", "silent"), ("new", "", "silent")]


def test_columns_over_time_stand_for_day_and_group(moved: RfmMovementResult) -> None:
    picture = sizes_over_time(moved.over_time, "eleven", "CNY", "en", "customers")
    assert ("2025-04-01", "needs_attention") in picture.clickable()
    assert not any(group == "prospects" for _day, group in picture.clickable())
    on_the_last_day = sum(
        height
        for trace in picture.figure.data
        for day, height in zip(trace.x, trace.y, strict=True)
        if day == "2025-04-01"
    )
    assert on_the_last_day == 43
    assert picture.title == "“Needs attention” has changed most since 31 Dec 2024, from 0 to 25 (Number of people)"
    assert len(set(colours("eleven"))) == 10
    assert len(set(colours("eight"))) == 8


def test_a_group_that_cannot_exist_yet_is_said_and_not_drawn_as_a_rise(
    shop: DuckWarehouse, moved: RfmMovementResult
) -> None:
    """The first order is of 10 December 2024: whoever needs attention has been away for longer than 82 days."""
    possible = possible_from(shop, moved.params)
    assert possible["new"] == dt.date(2024, 12, 10)
    assert possible["promising"] == dt.date(2024, 12, 20)
    assert possible["needs_attention"] == dt.date(2025, 3, 2)
    picture = sizes_over_time(moved.over_time, "eleven", "CNY", "en", "customers", None, possible)
    assert ("2025-03-01", "needs_attention") not in picture.clickable()
    assert ("2025-04-01", "needs_attention") in picture.clickable()
    assert "“Needs attention” cannot exist before 2 Mar 2025: the data begin too late" in picture.note
    assert "Needs attention" not in picture.title


def test_bars_of_both_setups_are_the_sizes_of_the_result(tried: RfmSandboxResult) -> None:
    picture = sandbox_groups(tried, "en")
    new_bars, old_bars = picture.figure.data
    old = dict(zip(old_bars.y, old_bars.x, strict=True))
    new = dict(zip(new_bars.y, new_bars.x, strict=True))
    assert (old["New"], new["New"], old["Promising"], new["Promising"]) == (18, 3, 0, 15)
    assert picture.title == "“New” would change most: from 18 to 3 people"
    assert ("new", "", "") in picture.clickable()
    assert ("", "promising", "") in picture.clickable()
    assert sandbox_groups(tried, "en", "net_amount").title == "“New” would change most: from ¥4,030 to ¥30.00"


def test_matrix_of_the_sandbox_counts_who_would_stand_elsewhere(tried: RfmSandboxResult) -> None:
    picture = sandbox_matrix(tried, "en")
    assert sorted(numbers(picture), key=int) == ["3", "15", "25"]
    assert picture.title == "15 of 43 buyers would stand in another group"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_picture_has_its_words(moved: RfmMovementResult, tried: RfmSandboxResult, language: str) -> None:
    for picture in all_pictures(moved, tried, language):
        assert picture.title
        assert picture.alt
        assert picture.note
        assert picture.figure.layout.title.text is None
        assert picture.clickable()
