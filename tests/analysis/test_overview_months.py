"""The last month beside the month before and last year's: one currency, one population, the same festival."""

import datetime as dt
from pathlib import Path

import pytest

from insight.analysis.overview import OverviewParams, OverviewResult, overview
from insight.calendar.festivals import a_year_before, festivals, peak_of
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, order, people, workspace

AS_OF = dt.date(2025, 7, 1)
SHOP = [
    order("old", "2024-06-01T00:00:00", 100),
    order("old", "2024-06-30T23:59:59", 60),
    order("two", "2024-06-02", 40),
    order("old", "2025-05-05", 50),
    order("old", "2025-06-01", 90),
    order("old", "2025-06-18", 60),
    order("new", "2025-06-18", 250),
    order("abroad", "2025-06-18", 999, currency="USD"),
    order("late", "2025-07-01", 777),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(tmp_path_factory.mktemp("shop"), orders=SHOP)


@pytest.fixture(scope="module")
def result(shop: DuckWarehouse) -> OverviewResult:
    return overview(shop, OverviewParams(as_of=AS_OF, currency="CNY"))


def seen(tmp_path: Path, as_of: dt.date, *orders: Row) -> OverviewResult:
    return overview(workspace(tmp_path, orders=orders), OverviewParams(as_of=as_of, currency="CNY"))


def test_tiles_count_one_currency(result: OverviewResult) -> None:
    month = result.compared()
    assert month is not None
    assert (month.month, month.before, month.year_before) == (
        dt.date(2025, 6, 1),
        dt.date(2025, 5, 1),
        dt.date(2024, 6, 1),
    )
    assert {tile.name: (tile.value, tile.before, tile.year_before) for tile in month.tiles} == {
        "net_amount": (400.0, 50.0, 200.0),
        "customers": (2.0, 1.0, 2.0),
        "new_customers": (1.0, 0.0, 2.0),
        "returning_share": (pytest.approx(150 / 400), 1.0, 0.0),
        "average_order_value": (pytest.approx(400 / 3), 50.0, pytest.approx(200 / 3)),
    }


def test_changes_are_shares_and_of_shares_points(result: OverviewResult) -> None:
    month = result.compared()
    assert month is not None
    revenue, share = month.tile("net_amount"), month.tile("returning_share")
    assert (revenue.change(revenue.year_before), revenue.change(revenue.before)) == (1.0, 7.0)
    assert share.change(share.before) == pytest.approx(150 / 400 - 1)
    assert month.tile("new_customers").change(month.tile("new_customers").before) is None


def test_people_of_a_tile_are_those_it_counts(shop: DuckWarehouse, result: OverviewResult) -> None:
    def who(group: str | None, period: str = "2025-06-01") -> set[str]:
        segment = result.segment(period=period, group=group, in_currency=True)
        return people(shop, segment.statement, segment.values)

    assert (who(None), who("new"), who("returning")) == ({"old", "new"}, {"new"}, {"old"})
    assert (who(None, "2024-05-01"), who(None, "2024-06-30")) == (set(), {"old", "two"})


def test_a_tile_of_nothing_is_refused(result: OverviewResult) -> None:
    for cell in (
        {"group": "buyers", "period": "2025-06-01"},
        {"group": "new"},
        {"channel": "x", "period": "2025-06-01"},
    ):
        with pytest.raises(ParameterError):
            result.segment(**cell, in_currency=True)


def test_the_first_sentence_says_what_moved_and_who(result: OverviewResult) -> None:
    first = result.findings()[0]
    assert first.text.render("en") == (
        "Jun 2025 brought ¥400.00, 100% more than Jun 2024. Returning customers spent ¥150.00 more"
    )
    assert first.cell == {"period": dt.date(2025, 6, 1), "in_currency": True}


def test_a_fall_names_those_who_spent_less(tmp_path: Path) -> None:
    orders = [order("a", "2025-01-01", 80), order("b", "2025-01-02", 70), order("a", "2025-02-01", 100)]
    fall = seen(tmp_path, dt.date(2025, 3, 1), *orders).findings()[0]
    assert fall.text.render("zh_CN") == "2025年2月卖了 ¥100.00，比2025年1月少 33%；新客少花了 ¥150.00"
    assert fall.level == "few"


def test_a_month_in_which_the_data_only_begin_is_compared_with_nothing(tmp_path: Path) -> None:
    orders = [order("a", "2025-01-04", 80), order("a", "2025-02-01", 100)]
    month = seen(tmp_path, dt.date(2025, 3, 1), *orders).compared()
    assert month is not None
    assert month.tile("net_amount").before is None


def test_a_month_that_begins_on_its_third_day_is_whole(tmp_path: Path) -> None:
    orders = [order("a", "2025-01-03", 80), order("a", "2025-02-01", 100)]
    month = seen(tmp_path, dt.date(2025, 3, 1), *orders).compared()
    assert month is not None
    assert month.tile("net_amount").before == 80.0


@pytest.mark.parametrize(
    ("month", "compared_with"),
    [
        ((2026, 2), (2025, 1)),
        ((2026, 1), (2025, 2)),
        ((2026, 3), (2025, 3)),
        ((2025, 1), (2024, 1)),
        ((2025, 6), (2024, 6)),
        ((2040, 2), (2039, 2)),
    ],
)
def test_the_month_of_spring_festival_is_compared_with_the_month_of_spring_festival(
    month: tuple[int, int], compared_with: tuple[int, int]
) -> None:
    assert a_year_before(dt.date(*month, 1)) == dt.date(*compared_with, 1)


def test_a_festival_is_at_its_height_on_the_day_it_is_named_for() -> None:
    peaks = {window.key: peak_of(window) for window in festivals(dt.date(2025, 1, 1), dt.date(2025, 12, 31))}
    assert peaks["1111-2025"] == dt.date(2025, 11, 11)
    assert peaks["618-2025"] == dt.date(2025, 6, 20)
    assert peaks["spring-2025"] == dt.date(2025, 1, 18)
